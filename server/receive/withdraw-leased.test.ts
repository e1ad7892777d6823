import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { mintEventId } from "../../src/wire/event-id.ts";
import { type GraphAnswer, type GraphCall, graphError } from "../relay/fake-graph.ts";
import { parseSites } from "../sites/site.ts";
import { createRelayScene, PIXEL } from "../test-support/relay-scene.ts";
import { createWithdraw } from "./withdraw.ts";

const FBP = "fb.1.1757000000123.4711";
/** What the visitor is known by in the event. */
const IDENTITY = /4711|62a14e44|203\.0\.113/;
const ERROR = "Withdrawn: the visitor refused consent before the event had gone to Meta (api).";

/** Events on their way to Meta, which answers only once the visitor of one of them has taken it back. */
async function withdrawWhilePosted(t: TestContext, answer: (call: GraphCall) => GraphAnswer | undefined, others = 0) {
  const scene = await createRelayScene(t);
  const { store, clock, graph, add, pass, detail } = scene;
  const [site] = parseSites({ sites: [{ id: "shop", apiKey: "key", pixels: [PIXEL] }] });
  const withdraw = createWithdraw({ store, now: clock.now });
  const eventId = mintEventId(crypto);
  const events = [{ eventId, eventType: "Purchase" }];
  const request = { events, consentSource: "api", fbp: undefined, visitorId: undefined };
  let withdrawn: Promise<number> | undefined;
  graph.answer(async (call) => {
    withdrawn ??= withdraw(site ?? assert.fail(), request);
    assert.equal(await withdrawn, 1);
    assert.doesNotMatch(JSON.stringify(await detail(eventId)), IDENTITY);
    return answer(call);
  });
  await add(
    { event_id: eventId, fbp: FBP },
    ...Array.from({ length: others }, (_, index) => ({ event_id: `other-${index}` })),
  );
  await pass(1000);
  const posts = () => graph.calls.filter(({ body }) => body.data.some(({ event_id }) => event_id === eventId)).length;
  return { ...scene, posts, read: () => detail(eventId) };
}

test("a row in a relay's hands is withheld as soon as the relay has given it back unsent", async (t) => {
  const { posts, read, pass } = await withdrawWhilePosted(t, () => ({ status: 500, body: "" }));
  const detail = await read();
  assert.deepEqual([detail.row.status, detail.row.reason, detail.row.error], ["blocked", "denied", ERROR]);
  assert.doesNotMatch(JSON.stringify(detail), IDENTITY);
  await pass(3_600_000, 60_000);
  assert.equal(posts(), 1);
});

test("what the relay has sent meanwhile is sent, and says no more who it was", async (t) => {
  const { read } = await withdrawWhilePosted(t, () => undefined);
  const detail = await read();
  assert.equal(detail.row.status, "sent");
  assert.equal(detail.answer?.status, 200);
  assert.doesNotMatch(JSON.stringify(detail), IDENTITY);
});

test("what Meta refused meanwhile is withheld, and nobody can send it again", async (t) => {
  const { read, store, clock } = await withdrawWhilePosted(t, () => graphError(100));
  const { row } = await read();
  assert.deepEqual([row.status, row.error], ["blocked", ERROR]);
  assert.deepEqual(await store.requeue([row.id], clock.now()), []);
});

test("a refused batch is posted again in parts without what was taken back meanwhile", async (t) => {
  const isBad = ({ body }: GraphCall) => body.data.some(({ event_id }) => event_id === "other-2");
  const { posts, read, pass, graph, detail } = await withdrawWhilePosted(
    t,
    (call) => (isBad(call) ? graphError(100) : undefined),
    4,
  );
  assert.equal(posts(), 1);
  assert.deepEqual(graph.received.toSorted(), ["other-0", "other-1", "other-3"]);
  assert.equal((await detail("other-2")).row.status, "failed");
  // The relay has let go of it; the next look after its lease ends it.
  await pass(31_000);
  assert.equal((await read()).row.status, "blocked");
  assert.equal(posts(), 1);
});

test("what was taken back from a relay that died with it is posted by no other, whatever is kept of it", async (t) => {
  const { store, clock, graph, add, pass, detail } = await createRelayScene(t);
  await add({});
  const now = clock.now();
  const lease = { siteId: "shop", pixelId: PIXEL.id, token: "died", now, until: now + 30_000, limit: 1 };
  const [row] = await store.claim(lease);
  const whole = { id: row?.id ?? "", data: row?.data ?? "" };
  await store.withdraw([whole], { now, reason: "denied", error: "Withdrawn." });
  await pass(29_000);
  assert.equal((await detail("pf-1")).row.status, "pending");
  await pass(3000);
  const { status, reason, error } = (await detail("pf-1")).row;
  assert.deepEqual([status, reason, error], ["blocked", "denied", "Withdrawn."]);
  assert.deepEqual(graph.calls, []);
});
