import assert from "node:assert/strict";
import { test } from "node:test";
import { createRelayScene, PIXEL } from "../test-support/relay-scene.ts";
import { type GraphAnswer, graphError } from "./fake-graph.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const ids = (count: number, prefix = "pf-") =>
  Array.from({ length: count }, (_, index) => ({ event_id: `${prefix}${index}` }));

test("events are posted at once, at most fifty together, each once", async (t) => {
  const scene = await createRelayScene(t);
  await scene.add(...ids(120));
  await scene.pass(1000);
  assert.deepEqual(scene.graph.calls.map(({ body }) => body.data.length).sort(), [20, 50, 50]);
  assert.equal(new Set(scene.graph.received).size, 120);
  const { row, answer, request, history } = await scene.detail("pf-107");
  assert.equal(row.status, "sent");
  assert.equal(row.attempts, 1);
  assert.deepEqual(answer?.body, { events_received: 20, messages: [], fbtrace_id: "fake-trace" });
  assert.equal((request as { data: unknown[] }).data.length, 1);
  assert.deepEqual(history, []);
});

test("pixels, their tokens and their test codes never share a request", async (t) => {
  const pixels = [PIXEL, { id: "1002", accessToken: "token-of-1002", testEventCode: "TEST7" }];
  const other = { id: "other", apiKey: "key", pixels: [{ ...PIXEL, accessToken: "token-of-other" }] };
  const scene = await createRelayScene(t, { sites: [{ id: "shop", apiKey: "key", pixels }, other] });
  await scene.add({}, { pixelId: "1002" }, { siteId: "other" });
  await scene.pass(1000);
  const seen = scene.graph.calls.map(({ url, body }) => [url, body.access_token, body.test_event_code]);
  assert.deepEqual(seen.sort(), [
    ["/v26.0/1001/events", "token-of-1001", undefined],
    ["/v26.0/1001/events", "token-of-other", undefined],
    ["/v26.0/1002/events", "token-of-1002", "TEST7"],
  ]);
});

test("an event that breaks Meta's rules is failed with the reason and never posted", async (t) => {
  const scene = await createRelayScene(t);
  await scene.add({ additionalData: {} }, { event_id: "pf-2" });
  await scene.pass(1000);
  assert.deepEqual(scene.graph.received, ["pf-2"]);
  const { row } = await scene.detail("pf-1");
  assert.deepEqual([row.status, row.reason, row.attempts], ["failed", "missing_value", 0]);
});

test("the site's currency completes a value that came without one", async (t) => {
  const scene = await createRelayScene(t, {
    sites: [{ id: "shop", apiKey: "key", currency: "SEK", pixels: [PIXEL] }],
  });
  await scene.add(
    { additionalData: { value: 5 } },
    { event_id: "pf-2", additionalData: { value: 5, currency: "usd" } },
  );
  await scene.pass(1000);
  const currencies = scene.graph.calls.flatMap(({ body }) => body.data.map(({ custom_data }) => custom_data?.currency));
  assert.deepEqual(currencies, ["SEK", "USD"]);
});

const RETRIED: [name: string, answer: () => GraphAnswer][] = [
  ["HTTP 500", () => ({ status: 500, body: { error: { code: 1 } } })],
  ["an HTML error page", () => ({ status: 502, body: "<html><h1>Bad gateway</h1></html>" })],
  ["a transient error", () => graphError(100, { is_transient: true })],
  ["a cut connection", () => "cut"],
  ["half an answer", () => "half"],
  ["no answer in time", () => "hang"],
];

for (const [name, answer] of RETRIED)
  test(`after ${name} the same event goes again, with the same id`, async (t) => {
    const scene = await createRelayScene(t, { timeouts: { totalMs: 100 } });
    scene.graph.answer(answer);
    await scene.add({});
    await scene.pass(1000);
    const before = await scene.detail("pf-1");
    assert.equal(before.row.status, "pending");
    assert.ok(before.row.error);
    scene.graph.answer(() => undefined);
    await scene.pass(30_000);
    const { row, history } = await scene.detail("pf-1");
    assert.equal(row.status, "sent");
    assert.equal(row.error, null);
    assert.equal(row.attempts, scene.graph.calls.length);
    assert.equal(history.length, row.attempts);
    assert.equal(history.at(-1)?.outcome, "sent");
    assert.ok(scene.graph.calls.every(({ body }) => body.data[0]?.event_id === "pf-1"));
  });

test("while Meta is down the backlog waits; one request at a time asks whether it is back", async (t) => {
  const scene = await createRelayScene(t);
  scene.graph.answer(() => ({ status: 500, body: "" }));
  await scene.add(...ids(1000));
  await scene.pass(MINUTE_MS);
  const asked = scene.graph.calls.length;
  assert.ok(asked <= 8, `${asked} requests in a minute of outage`);
  scene.graph.answer(() => undefined);
  await scene.pass(3 * MINUTE_MS);
  assert.equal(new Set(scene.graph.received).size, 1000);
});

test("a throttled pixel waits for as long as Meta says, others go on", async (t) => {
  const pixels = [PIXEL, { id: "1002", accessToken: "token-of-1002" }];
  const scene = await createRelayScene(t, { sites: [{ id: "shop", apiKey: "key", pixels }] });
  const usage = JSON.stringify({ "1": [{ estimated_time_to_regain_access: 7 }] });
  scene.graph.answer(({ url }) =>
    url.includes("1001")
      ? { status: 400, headers: { "x-business-use-case-usage": usage }, body: { error: { code: 80004 } } }
      : undefined,
  );
  await scene.add({});
  await scene.pass(1000);
  assert.equal((await scene.detail("pf-1")).row.reason, "throttled");
  assert.equal(scene.relay.paused()[0]?.pause.kind, "throttled");
  scene.graph.answer(() => undefined);
  await scene.add({ event_id: "pf-2" }, { event_id: "pf-3", pixelId: "1002" });
  await scene.pass(6.5 * MINUTE_MS, 10_000);
  assert.deepEqual(scene.graph.received, ["pf-3"]);
  await scene.pass(MINUTE_MS);
  assert.deepEqual(scene.graph.received.sort(), ["pf-1", "pf-2", "pf-3"]);
  assert.deepEqual(scene.relay.paused(), []);
});

test("throttling without a hint waits a minute, then two", async (t) => {
  const scene = await createRelayScene(t);
  scene.graph.answer(() => graphError(17));
  await scene.add({});
  await scene.pass(58_000);
  assert.equal(scene.graph.calls.length, 1);
  await scene.pass(10_000);
  assert.equal(scene.graph.calls.length, 2);
  await scene.pass(100_000);
  assert.equal(scene.graph.calls.length, 2);
  await scene.pass(30_000);
  assert.equal(scene.graph.calls.length, 3);
});

test("a bad token keeps every event, asks with one every fifteen minutes, and a new token sends them at once", async (t) => {
  let accessToken = "expired";
  const scene = await createRelayScene(t, {
    sites: () => [{ id: "shop", apiKey: "key", pixels: [{ id: PIXEL.id, accessToken }] }],
  });
  scene.graph.answer(({ body }) =>
    body.access_token === "expired" ? graphError(190, { message: "Error validating expired" }) : undefined,
  );
  await scene.add(...ids(3));
  await scene.pass(1000);
  await scene.add(...ids(100, "later-"));
  await scene.pass(31 * MINUTE_MS, 15_000);
  assert.deepEqual(
    scene.graph.calls.map(({ body }) => body.data.length),
    [3, 1, 1],
  );
  const [paused] = scene.relay.paused();
  assert.equal(paused?.pause.kind, "configuration");
  assert.doesNotMatch(JSON.stringify([paused, await scene.detail("pf-0")]), /expired/);
  accessToken = "new";
  await scene.pass(3000);
  assert.equal(new Set(scene.graph.received).size, 103);
});

test("one bad event among fifty is found, the others arrive", async (t) => {
  const scene = await createRelayScene(t);
  scene.graph.answer(({ body }) =>
    body.data.some(({ event_id }) => event_id === "pf-17")
      ? graphError(100, { error_subcode: 2804036, error_user_title: "Invalid Lead Id" })
      : undefined,
  );
  await scene.add(...ids(50));
  await scene.pass(1000);
  assert.equal(new Set(scene.graph.received).size, 49);
  assert.equal(scene.graph.received.length, 49);
  const { row } = await scene.detail("pf-17");
  assert.deepEqual([row.status, row.reason], ["failed", "rejected"]);
  assert.match(row.error ?? "", /Invalid Lead Id \(code 100, 2804036\)/);
  assert.ok(scene.graph.calls.length <= 13, `${scene.graph.calls.length} requests`);
});

test("events that Meta leaves uncounted are told from the counted ones", async (t) => {
  const scene = await createRelayScene(t);
  scene.graph.answer(({ body }) => {
    const events_received = body.data.filter(({ event_id }) => event_id !== "pf-2").length;
    return { status: 200, body: { events_received } };
  });
  await scene.add(...ids(4));
  await scene.pass(MINUTE_MS);
  const { row } = await scene.detail("pf-2");
  assert.deepEqual([row.status, row.reason, row.attempts], ["failed", "miscounted", 3]);
  for (const id of ["pf-0", "pf-1", "pf-3"]) assert.equal((await scene.detail(id)).row.status, "sent");
});

test("a refusal that nobody knows is final at the third try", async (t) => {
  const scene = await createRelayScene(t);
  scene.graph.answer(() => graphError(987654));
  await scene.add({});
  await scene.pass(MINUTE_MS);
  const { row } = await scene.detail("pf-1");
  assert.deepEqual([row.status, row.reason, row.attempts], ["failed", "unknown", 3]);
  assert.equal(scene.graph.calls.length, 3);
});

test("trouble met while a batch is being halved stops the halving", async (t) => {
  const scene = await createRelayScene(t);
  scene.graph.answer(({ body }) => (body.data.length === 50 ? graphError(100) : graphError(190)));
  await scene.add(...ids(50));
  await scene.pass(1000);
  assert.equal(scene.graph.calls.length, 2);
  const { events } = await scene.store.query({ limit: 100, status: "pending" });
  assert.equal(events.length, 50);
  assert.deepEqual(new Set(events.map(({ attempts }) => attempts)), new Set([0, 1]));
});

test("what cannot be sent for seven days expires unposted, also behind a pause and without its pixel", async (t) => {
  let pixels = [PIXEL];
  const scene = await createRelayScene(t, { sites: () => [{ id: "shop", apiKey: "key", pixels }] });
  scene.graph.answer(() => graphError(190));
  await scene.add({ event_id: "behind-a-pause" }, { event_id: "also" }, { event_id: "no-pixel", pixelId: "1009" });
  await scene.pass(DAY_MS, HOUR_MS / 4);
  pixels = [];
  await scene.pass(6 * DAY_MS - 2 * MINUTE_MS, HOUR_MS / 2);
  assert.equal((await scene.store.query({ limit: 10, status: "pending" })).events.length, 3);
  const posted = scene.graph.calls.length;
  await scene.pass(HOUR_MS + 2 * MINUTE_MS, MINUTE_MS);
  const { events } = await scene.store.query({ limit: 10 });
  assert.deepEqual(
    events.map(({ status, reason }) => [status, reason]),
    [
      ["failed", "expired"],
      ["failed", "expired"],
      ["failed", "expired"],
    ],
  );
  assert.equal(scene.graph.calls.length, posted);
});

test("an event that waits for a day is tried hourly, and never in its last minute", async (t) => {
  const scene = await createRelayScene(t);
  scene.graph.answer(() => ({ status: 500, body: "" }));
  await scene.add({});
  await scene.pass(DAY_MS + HOUR_MS, 10_000);
  const before = scene.graph.calls.length;
  await scene.pass(5 * HOUR_MS, 10_000);
  const hourly = scene.graph.calls.length - before;
  assert.ok(hourly >= 4 && hourly <= 6, `${hourly} tries in five hours`);
  await scene.pass(6 * DAY_MS - 6 * HOUR_MS - 30_000, MINUTE_MS / 2);
  const { row } = await scene.detail("pf-1");
  assert.deepEqual([row.status, row.reason], ["failed", "expired"]);
});

test("a slow pixel delays no other", async (t) => {
  const pixels = [PIXEL, { id: "1002", accessToken: "token-of-1002" }];
  const scene = await createRelayScene(t, { sites: [{ id: "shop", apiKey: "key", pixels }] });
  scene.graph.answer(({ url }) => (url.includes("1001") ? "hang" : undefined));
  await scene.add({}, { event_id: "pf-2", pixelId: "1002" });
  scene.clock.advance(1000);
  await scene.graph.until(({ body }) => body.data[0]?.event_id === "pf-2");
});

test("a pixel without a token is a dry run that says what would be posted", async (t) => {
  const scene = await createRelayScene(t, { sites: [{ id: "shop", apiKey: "key", pixels: [{ id: "1001" }] }] });
  await scene.add({ pixelId: "dry-run" }, { event_id: "pf-2", pixelId: "dry-run", additionalData: {} });
  await scene.pass(1000);
  const { row, graphUrl, request } = await scene.detail("pf-1");
  assert.equal(row.status, "dry_run");
  assert.equal(graphUrl, `${scene.graph.url}/v26.0/1001/events`);
  assert.equal((request as { data: { event_name: string }[] }).data[0]?.event_name, "Purchase");
  assert.equal((await scene.detail("pf-2")).row.reason, "missing_value");
  assert.deepEqual(scene.graph.calls, []);
});

test("stopping finishes what is under way", async (t) => {
  const scene = await createRelayScene(t);
  await scene.add({});
  scene.clock.advance(1000);
  await scene.graph.until(() => true);
  await scene.relay.stop();
  assert.equal((await scene.detail("pf-1")).row.status, "sent");
});
