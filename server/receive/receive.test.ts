import assert from "node:assert/strict";
import { test } from "node:test";
import { createBody, createEvent, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

interface Detail {
  received: { customerData: Record<string, unknown>; limitedDataUse?: boolean };
}

async function readOnlyEvent(ingest: Awaited<ReturnType<typeof startTestIngest>>) {
  const [row] = await ingest.rowsOnce(({ status }) => status !== "pending", 1);
  return { row, ...((await ingest.api(`/api/events/${row?.id}`)) as unknown as Detail) };
}

test("a body that begins with a byte order mark is read", async (t) => {
  const ingest = await startTestIngest(t);
  const send = (path: string, body: unknown) =>
    fetch(ingest.url + path, { method: "POST", body: `\uFEFF${JSON.stringify(body)}` });
  assert.equal((await send("/event", createBody(createEvent()))).status, 202);
  const blocked = [{ eventType: "Lead", reason: "gpc" }];
  assert.equal((await send("/blocked-events", { siteId: SHOP.id, apiKey: SHOP.apiKey, blocked })).status, 202);
});

test("a chunked body is counted as it comes", async (t) => {
  const ingest = await startTestIngest(t);
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("x".repeat(64 * 1024))),
  });
  const response = await fetch(`${ingest.url}/event`, { method: "POST", body: stream, duplex: "half" } as RequestInit);
  assert.equal(response.status, 413);
});

test("more events than a body may have are refused whole", async (t) => {
  const ingest = await startTestIngest(t);
  const events = Array.from({ length: 501 }, (_, index) => createEvent({ event_id: `pf-${index}` }));
  assert.equal((await ingest.post(createBody(...events))).status, 413);
  assert.deepEqual((await ingest.post(createBody(...events.slice(1)))).body, {
    accepted: 500,
    duplicates: 0,
    rejected: [],
  });
});

test("a browser's client facts are the connection's, whatever the event says", async (t) => {
  const ingest = await startTestIngest(t);
  const customerData = { client_ip_address: "198.51.100.1", client_user_agent: "forged" };
  await ingest.post(createBody(createEvent({ customerData })), { "user-agent": "Test browser" });
  const { received } = await readOnlyEvent(ingest);
  assert.deepEqual(received.customerData, { client_ip_address: "127.0.0.1", client_user_agent: "Test browser" });
});

test("a server brings its visitor's facts, and its own are never taken for them", async (t) => {
  const ingest = await startTestIngest(t);
  const key = { "api-key": SHOP.apiKey, "sec-gpc": "1" };
  const own = { client_ip_address: "2001:db8::7", client_user_agent: "Visitor" };
  const post = (eventData: unknown) => ingest.post({ siteId: SHOP.id, eventData }, key);
  await post(createEvent({ customerData: own }));
  const first = await readOnlyEvent(ingest);
  assert.deepEqual(first.received.customerData, own);
  await post(createEvent({ event_id: "pf-2", customerData: [] }));
  const [row] = await ingest.rowsOnce(({ status }) => status !== "pending", 2);
  const second = (await ingest.api(`/api/events/${row?.id}`)) as unknown as Detail;
  assert.deepEqual(second.received.customerData, {});
});

test("the vendor's script in a browser gets the connection's facts", async (t) => {
  const ingest = await startTestIngest(t);
  const headers = { "api-key": SHOP.apiKey, origin: "https://shop.example", "user-agent": "Test browser" };
  await ingest.post({ siteId: SHOP.id, eventData: createEvent({ customerData: {} }) }, headers);
  const { received } = await readOnlyEvent(ingest);
  assert.deepEqual(received.customerData, { client_ip_address: "127.0.0.1", client_user_agent: "Test browser" });
});

test("behind a configured proxy the visitor is who the proxy says", async (t) => {
  const ingest = await startTestIngest(t, { trustedProxies: ["127.0.0.0/8"] });
  await ingest.post(createBody(createEvent()), { "x-forwarded-for": "203.0.113.7" });
  const { received } = await readOnlyEvent(ingest);
  assert.equal(received.customerData.client_ip_address, "203.0.113.7");
});

test("an event is stored for each of the site's pixels and counted once", async (t) => {
  const pixels = [{ id: "1001" }, { id: "1002", accessToken: "a" }, { id: "1003", accessToken: "b" }];
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, pixels }],
    graph: { url: "http://127.0.0.1:9", version: "v26.0" },
  });
  const { body } = await ingest.post(createBody(createEvent(), createEvent()));
  assert.deepEqual(body, { accepted: 1, duplicates: 1, rejected: [] });
  const { events } = (await ingest.api("/api/events")) as { events: { pixelId: string }[] };
  assert.deepEqual(events.map(({ pixelId }) => pixelId).sort(), ["1002", "1003", "dry-run"]);
});

test("an origin that is not the site's is refused and nothing is stored", async (t) => {
  const ingest = await startTestIngest(t, { sites: [{ ...SHOP, origins: ["https://shop.example"] }] });
  const post = (headers: Record<string, string>) => ingest.post(createBody(createEvent()), headers);
  const refused = await post({ origin: "https://evil.example" });
  assert.equal(refused.status, 403);
  assert.equal(refused.body.statusCode, 403);
  assert.deepEqual(await ingest.api("/api/events"), { events: [], next: null });
  assert.equal((await post({ origin: "https://shop.example" })).status, 202);
});

test("too many events are told when to come back, and nothing of theirs is stored", async (t) => {
  const ingest = await startTestIngest(t, { rateLimits: { perKey: 1, perIp: 0 } });
  const events = Array.from({ length: 5 }, (_, index) => createEvent({ event_id: `pf-${index}` }));
  assert.equal((await ingest.post(createBody(...events))).status, 202);
  const response = await fetch(`${ingest.url}/event`, {
    method: "POST",
    body: JSON.stringify(createBody(createEvent({ event_id: "pf-late" }))),
  });
  assert.equal(response.status, 429);
  assert.ok(Number(response.headers.get("retry-after")) >= 1);
  assert.match(response.headers.get("access-control-expose-headers") ?? "", /retry-after/);
  assert.equal(((await response.json()) as { error: string }).error, "Too Many Requests");
  const { events: rows } = (await ingest.api("/api/events")) as { events: unknown[] };
  assert.equal(rows.length, 5);
});

test("an opt-out in the United States may be sent with limited data use, elsewhere it is withheld", async (t) => {
  const sites = [{ ...SHOP, limitedDataUse: "us_opt_out" as const }];
  const ingest = await startTestIngest(t, { sites, countryHeader: "cf-ipcountry" });
  const send = (event_id: string, country: string) =>
    ingest.post(createBody(createEvent({ event_id })), { "sec-gpc": "1", "cf-ipcountry": country });
  await send("pf-us", "US");
  await send("pf-de", "DE");
  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", 2);
  assert.deepEqual(
    rows.map(({ eventId, status }) => [eventId, status]),
    [
      ["pf-de", "blocked"],
      ["pf-us", "dry_run"],
    ],
  );
  const { request } = await ingest.api(`/api/events/${rows[1]?.id}`);
  const { data } = request as { data: Record<string, unknown>[] };
  assert.deepEqual(data[0]?.data_processing_options, ["LDU"]);
});
