import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { mintEventId } from "../../src/wire/event-id.ts";
import { graphError, startFakeGraph } from "../relay/fake-graph.ts";
import { createBody, createEvent, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

const FBP = "fb.1.1757000000123.4711";
const VISITOR = { visitor_id: "1757000000.123" };

/** An ingest whose events wait: Meta refuses the token. */
async function startWaiting(t: TestContext) {
  const graph = await startFakeGraph();
  t.after(() => graph.close());
  graph.answer(() => graphError(190));
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, pixels: [{ id: "1001", accessToken: "token" }] }],
    graph: { url: graph.url, version: "v26.0" },
  });
  const withdraw = async (ids: string[], whose: object = {}, body: object = {}) => {
    const events = ids.map((event_id) => ({ event_id, eventType: "Purchase" }));
    const response = await fetch(`${ingest.url}/blocked-events`, {
      method: "POST",
      body: JSON.stringify({ siteId: SHOP.id, apiKey: SHOP.apiKey, withdraw: { events, whose }, ...body }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const send = async (...events: Record<string, unknown>[]) => {
    await ingest.post(createBody(...events.map((event) => createEvent(event))));
    // Once Meta has answered, nobody works on them any more.
    await ingest.rowsOnce(({ attempts }) => Number(attempts) > 0, events.length);
  };
  const read = async (id: string) => {
    const { events } = (await ingest.api("/api/events")) as { events: Record<string, unknown>[] };
    return events.filter(({ eventId }) => eventId === id);
  };
  return { ...ingest, graph, withdraw, send, read };
}

test("what waits is taken back by its own id, and nothing about the visitor stays", async (t) => {
  const { withdraw, send, read, api } = await startWaiting(t);
  const id = mintEventId(crypto);
  await send({ event_id: id, fbp: FBP, attribution: VISITOR });
  assert.deepEqual(await withdraw([id], { consentSource: "cookiebot" }), {
    status: 202,
    body: { accepted: 0, withdrawn: 1 },
  });
  const [row] = await read(id);
  assert.deepEqual(
    [row?.status, row?.reason, row?.error],
    ["blocked", "denied", "Withdrawn: the visitor refused consent before the event had gone to Meta (cookiebot)."],
  );
  assert.doesNotMatch(JSON.stringify(await api(`/api/events/${row?.id}`)), /62a14e44|4711|1757000000\.123/);
});

test("an id that can be guessed is given up to nobody but the event's own visitor", async (t) => {
  const { withdraw, send, read } = await startWaiting(t);
  await send({ event_id: "order-1", fbp: FBP }, { event_id: "order-2", attribution: VISITOR }, { event_id: "order-3" });
  const ids = ["order-1", "order-2", "order-3", "order-4"];
  assert.deepEqual((await withdraw(ids)).body, { accepted: 0, withdrawn: 0 });
  assert.deepEqual((await withdraw(ids, { fbp: "fb.1.1757000000123.1", visitorId: "other" })).body.withdrawn, 0);
  assert.deepEqual((await withdraw(ids, { fbp: FBP })).body.withdrawn, 1);
  assert.deepEqual((await withdraw(ids, { visitorId: VISITOR.visitor_id })).body.withdrawn, 1);
  const statuses = await Promise.all(ids.map(async (id) => (await read(id)).map(({ status }) => status)));
  assert.deepEqual(statuses, [["blocked"], ["blocked"], ["pending"], []]);
});

test("an event that arrives after it was taken back goes no further", async (t) => {
  const { withdraw, post, read, graph } = await startWaiting(t);
  const id = mintEventId(crypto);
  assert.equal((await withdraw([id])).body.withdrawn, 1);
  assert.deepEqual((await post(createBody(createEvent({ event_id: id })))).body, {
    accepted: 0,
    duplicates: 1,
    rejected: [],
  });
  assert.deepEqual(
    (await read(id)).map(({ status }) => status),
    ["blocked"],
  );
  assert.deepEqual(graph.calls, []);
});

test("what Meta refused is taken back as well, so that nobody sends it again by hand", async (t) => {
  const { withdraw, send, read, graph, url, logIn } = await startWaiting(t);
  graph.answer(() => graphError(100));
  const id = mintEventId(crypto);
  await send({ event_id: id, fbp: FBP });
  assert.deepEqual(
    (await read(id)).map(({ status }) => status),
    ["failed"],
  );
  assert.equal((await withdraw([id])).body.withdrawn, 1);
  const [row] = await read(id);
  assert.equal(row?.status, "blocked");
  const headers = { cookie: await logIn() };
  const response = await fetch(`${url}/api/events/${row?.id}/resend`, { method: "POST", headers });
  assert.equal(response.status, 409);
});

test("what has gone to Meta cannot be taken back, and its row says what happened", async (t) => {
  const { withdraw, post, rowsOnce, read, graph } = await startWaiting(t);
  graph.answer(() => undefined);
  const id = mintEventId(crypto);
  await post(createBody(createEvent({ event_id: id, fbp: FBP, siteURL: "https://shop.example/" })));
  await rowsOnce(({ status }) => status === "sent", 1);
  const [before] = await read(id);
  assert.equal((await withdraw([id])).body.withdrawn, 0);
  assert.deepEqual(await read(id), [before]);
});

test("a withdrawal needs the key and has to be in its form", async (t) => {
  const { withdraw, url } = await startWaiting(t);
  assert.equal((await withdraw([], {}, { apiKey: "other" })).status, 401);
  assert.equal((await withdraw([], {}, { withdraw: [] })).status, 400);
  assert.equal((await withdraw([], { consentSource: "consent_mode_disabled" })).status, 400);
  assert.equal((await withdraw(Array(501).fill("pf-1"))).status, 413);
  const response = await fetch(`${url}/blocked-events`, { method: "POST", body: JSON.stringify({ siteId: SHOP.id }) });
  assert.equal(response.status, 400);
});
