import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { startFakeGraph } from "./relay/fake-graph.ts";
import { createBody, createEvent, createTestFolder, SHOP, startTestIngest } from "./test-support/start-test-ingest.ts";

const HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

test("an event is stored before it is answered, and survives a restart", async (t) => {
  const dataDir = await createTestFolder(t);
  const store = { kind: "sqlite" as const, dataDir };
  const first = await startTestIngest(t, { store });
  assert.deepEqual(await first.post(createBody(createEvent())), {
    status: 202,
    body: { accepted: 1, duplicates: 0, rejected: [] },
  });
  await first.close();
  const second = await startTestIngest(t, { store });
  const { events } = (await second.api("/api/events")) as { events: { eventId: string }[] };
  assert.deepEqual(
    events.map(({ eventId }) => eventId),
    ["pf-1"],
  );
});

test("a repeat is answered as success and stored once", async (t) => {
  const ingest = await startTestIngest(t);
  await ingest.post(createBody(createEvent()));
  const { body } = await ingest.post(createBody(createEvent(), createEvent({ event_id: "pf-2" })));
  assert.deepEqual(body, { accepted: 1, duplicates: 1, rejected: [] });
  const { events } = (await ingest.api("/api/events")) as { events: unknown[] };
  assert.equal(events.length, 2);
});

test("an invalid event among valid ones is named, the valid ones are stored", async (t) => {
  const ingest = await startTestIngest(t);
  const { status, body } = await ingest.post(
    createBody(createEvent(), createEvent({ event_id: "pf-2", eventName: "" }), createEvent({ event_id: "pf-3" })),
  );
  assert.equal(status, 202);
  assert.deepEqual(body, {
    accepted: 2,
    duplicates: 0,
    rejected: [{ event_id: "pf-2", reason: "eventName has to be a string that is not empty" }],
  });
});

test("the single form with the key in a header is taken, from PHP too", async (t) => {
  const ingest = await startTestIngest(t);
  const eventData = createEvent({ customerData: [] });
  const { status } = await ingest.post({ siteId: SHOP.id, eventData }, { "api-key": SHOP.apiKey });
  assert.equal(status, 202);
});

test("bad requests get the documented error and store nothing", async (t) => {
  const ingest = await startTestIngest(t);
  const unauthorized = { status: 401, body: { message: "Invalid API key", error: "Unauthorized", statusCode: 401 } };
  assert.deepEqual(await ingest.post({ ...createBody(createEvent()), apiKey: "wrong" }), unauthorized);
  assert.deepEqual(await ingest.post({ ...createBody(createEvent()), apiKey: undefined }), unauthorized);
  assert.deepEqual(await ingest.post({ ...createBody(createEvent()), siteId: "unknown" }), unauthorized);
  assert.deepEqual(await ingest.post("{"), {
    status: 400,
    body: { message: "The body is not valid JSON.", error: "Bad Request", statusCode: 400 },
  });
  const large = await ingest.post(createBody(createEvent({ additionalData: { note: "x".repeat(1024 * 1024) } })));
  assert.equal(large.status, 413);
  assert.equal(large.body.error, "Payload Too Large");
  const single = await ingest.post(
    { siteId: SHOP.id, eventData: createEvent({ event_id: "" }) },
    { "api-key": SHOP.apiKey },
  );
  assert.equal(single.status, 400);
  const { events } = (await ingest.api("/api/events")) as { events: unknown[] };
  assert.deepEqual(events, []);
});

test("a page of any origin may send and read the answer", async (t) => {
  const ingest = await startTestIngest(t);
  const preflight = await fetch(`${ingest.url}/event`, {
    method: "OPTIONS",
    headers: { origin: "https://shop.example", "access-control-request-headers": "api-key, content-type" },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "api-key, content-type");
  for (const body of [JSON.stringify(createBody(createEvent())), "{"]) {
    const response = await fetch(`${ingest.url}/event`, { method: "POST", body });
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  }
});

test("a page may read how long to wait, whatever keeps the ingest from taking its event", async (t) => {
  const readWait = async ({ url }: { url: string }) => {
    const response = await fetch(`${url}/event`, { method: "POST", body: JSON.stringify(createBody(createEvent())) });
    const { status, headers } = response;
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.match(headers.get("access-control-expose-headers") ?? "", /\bretry-after\b/i);
    return { status, seconds: Number(headers.get("retry-after")) };
  };
  const limited = await startTestIngest(t, { rateLimits: { perKey: 1, perIp: 0 } });
  // More than the burst at once leaves a debt of most of a minute.
  await limited.post(createBody(...Array.from({ length: 50 }, (_, index) => createEvent({ event_id: `pf-${index}` }))));
  const tooMany = await readWait(limited);
  assert.equal(tooMany.status, 429);
  assert.ok(tooMany.seconds > 0);

  const dataDir = await createTestFolder(t);
  const full = await startTestIngest(t, { store: { kind: "sqlite", dataDir } });
  const db = new DatabaseSync(join(dataDir, "pixelflow.db"));
  db.exec("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT raise(ABORT, 'database or disk is full'); END");
  db.close();
  const unavailable = await readWait(full);
  assert.equal(unavailable.status, 503);
  assert.ok(unavailable.seconds > 0);
});

test("clear personal data reaches neither the log of events nor Meta", async (t) => {
  const ingest = await startTestIngest(t);
  const customerData = { em: "Jane@Example.com", ph: ["+1 555 0100", HASH.toUpperCase()], fn: "Jane", nickname: "Jan" };
  const siteURL = "https://shop.example/thanks?mail=jane@example.com&ref=jane%40example.com";
  await ingest.post(createBody(createEvent({ customerData, siteURL, referrer: "https://jane:secret@x.example/" })));
  const [row] = await ingest.rowsOnce(({ status }) => status === "dry_run", 1);
  const detail = await ingest.api(`/api/events/${row?.id}`);
  const { request } = detail as { request: { data: { user_data: { ph: string } }[] } };
  assert.equal(request.data[0]?.user_data.ph, HASH);
  assert.doesNotMatch(JSON.stringify(detail), /jane|555 ?0100|nickname|secret/i);
});

test("without a pixel the request that would be sent is recorded", async (t) => {
  const ingest = await startTestIngest(t);
  const event = createEvent({ fbp: "fb.1.1700000000000.1" });
  const headers = { "user-agent": "Test browser" };
  await ingest.post(createBody(event), headers);
  const [row] = await ingest.rowsOnce(({ status }) => status === "dry_run", 1);
  assert.equal(row?.pixelId, "dry-run");
  const { request, url, answer } = await ingest.api(`/api/events/${row?.id}`);
  assert.equal(url, "https://graph.facebook.com/v26.0/PIXEL_ID/events");
  assert.equal(answer, null);
  assert.deepEqual(request, {
    data: [
      {
        event_name: "Purchase",
        event_time: event.eventTime,
        event_id: "pf-1",
        action_source: "website",
        event_source_url: "https://shop.example/thanks",
        user_data: {
          em: HASH,
          client_ip_address: "127.0.0.1",
          client_user_agent: "Test browser",
          fbp: "fb.1.1700000000000.1",
        },
        custom_data: { value: 40, currency: "EUR" },
      },
    ],
    partner_agent: "pixelflow",
  });
});

test("with a pixel and a token Meta gets the event and its answer is on the row", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  const pixels = [{ id: "1234567890", accessToken: "secret-token", testEventCode: "TEST1" }];
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, pixels }],
    graph: { url: graph.url, version: "v26.0" },
  });
  await ingest.post(createBody(createEvent()));
  const [row] = await ingest.rowsOnce(({ status }) => status === "sent", 1);
  const [call] = graph.calls;
  assert.equal(call?.url, "/v26.0/1234567890/events");
  assert.equal(call?.body.access_token, "secret-token");
  assert.equal(call?.body.test_event_code, "TEST1");
  assert.equal(call?.body.data[0]?.event_id, "pf-1");
  const detail = await ingest.api(`/api/events/${row?.id}`);
  const { answer } = detail as { answer: { status: number; body: unknown } };
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { events_received: 1, messages: [], fbtrace_id: "fake-trace" });
  assert.doesNotMatch(JSON.stringify(detail), /secret-token/);
});

test("Meta's refusal is on the row, without the token that it quotes", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  graph.answer(({ body }) => ({
    status: 400,
    body: { error: { message: `Malformed access token ${body.access_token}`, type: "OAuthException", code: 100 } },
  }));
  const pixels = [{ id: "1234567890", accessToken: "secret-token" }];
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, pixels }],
    graph: { url: graph.url, version: "v26.0" },
  });
  await ingest.post(createBody(createEvent()));
  const [row] = await ingest.rowsOnce(({ status }) => status === "failed", 1);
  assert.match(String(row?.error), /Malformed access token \[access token\]/);
  assert.doesNotMatch(JSON.stringify(await ingest.api(`/api/events/${row?.id}`)), /secret-token/);
});

test("an event older than seven days is kept and never posted", async (t) => {
  const ingest = await startTestIngest(t);
  await ingest.post(createBody(createEvent({ eventTime: Math.floor(Date.now() / 1000) - 8 * 86_400 })));
  const [row] = await ingest.rowsOnce(({ status }) => status === "failed", 1);
  assert.equal(row?.reason, "expired");
});

test("a refused consent and Global Privacy Control withhold the event and its identity", async (t) => {
  const ingest = await startTestIngest(t);
  const consent = { state: "denied", source: "cookiebot", timestamp: 1 };
  await ingest.post(createBody(createEvent({ consent, fbp: "fb.1.1.1" })));
  await ingest.post(createBody(createEvent({ event_id: "pf-2" })), { "sec-gpc": "1" });
  const rows = await ingest.rowsOnce(({ status }) => status === "blocked", 2);
  assert.deepEqual(
    rows.map(({ reason }) => reason),
    ["gpc", "denied"],
  );
  for (const { id } of rows) {
    const { received } = (await ingest.api(`/api/events/${id}`)) as { received: Record<string, unknown> };
    assert.deepEqual(received.customerData, {});
    assert.equal(received.fbp, undefined);
  }
});

test("healthz tells the store and what waits", async (t) => {
  const ingest = await startTestIngest(t, { role: "receive" });
  await ingest.post(createBody(createEvent()));
  const health = await (await fetch(`${ingest.url}/healthz`)).json();
  assert.deepEqual(health, { status: "ok", store: "sqlite", pending: 1, oldestPendingSeconds: 0, alerts: [] });
});

test("a second ingest on the same data is refused", async (t) => {
  const dataDir = await createTestFolder(t);
  const store = { kind: "sqlite" as const, dataDir };
  await startTestIngest(t, { store });
  await assert.rejects(startTestIngest(t, { store }), /Another ingest is running on the data/);
});

test("a port in use is explained", async (t) => {
  const { url } = await startTestIngest(t);
  await assert.rejects(startTestIngest(t, { port: Number(new URL(url).port) }), /another program has the port/);
});

test("a start that fails lets go of what it had opened", async (t) => {
  const { url } = await startTestIngest(t);
  const store = { kind: "sqlite" as const, dataDir: await createTestFolder(t) };
  await assert.rejects(startTestIngest(t, { store, port: Number(new URL(url).port) }), /another program has the port/);
  const second = await startTestIngest(t, { store });
  assert.equal((await second.post(createBody(createEvent()))).status, 202);
});

test("the demo's trail is open for the demo site alone", async (t) => {
  const sites = [SHOP, { id: "demo", apiKey: "demo-key" }];
  const ingest = await startTestIngest(t, { sites, demo: { siteId: "demo" } });
  await ingest.post(createBody(createEvent()));
  await ingest.post({ siteId: "demo", apiKey: "demo-key", events: [createEvent({ event_id: "pf-demo" })] });
  assert.equal((await fetch(`${ingest.url}/demo/events/pf-1`)).status, 404);
  const trail = await fetch(`${ingest.url}/demo/events/pf-demo`);
  assert.equal(trail.headers.get("access-control-allow-origin"), "*");
  assert.equal(((await trail.json()) as { eventId: string }).eventId, "pf-demo");
  const closed = await startTestIngest(t);
  assert.equal((await fetch(`${closed.url}/demo/events/pf-demo`)).status, 404);
});
