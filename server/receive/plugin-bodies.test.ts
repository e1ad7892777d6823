import assert from "node:assert/strict";
import { test } from "node:test";
import { CONSENT_SOURCES, PLUGIN_BLOCKED, PLUGIN_EVENTS, PLUGIN_SITE } from "../test-support/plugin-bodies.ts";
import { startTestIngest } from "../test-support/start-test-ingest.ts";

interface Detail {
  received: Record<string, unknown>;
  request: { data: { user_data: Record<string, unknown>; custom_data?: Record<string, unknown> }[] } | null;
}

const KEY = { "api-key": PLUGIN_SITE.apiKey, "content-type": "application/json" };

test("every event body that the WordPress plugin is known to send is stored and ready for Meta", async (t) => {
  const ingest = await startTestIngest(t, { sites: [PLUGIN_SITE] });
  for (const [index, [name, eventData]] of PLUGIN_EVENTS.entries()) {
    const body = { siteId: PLUGIN_SITE.id, eventData: { ...eventData, event_id: `pf-order-${index}-purchase` } };
    const answer = await ingest.post(body, KEY);
    assert.deepEqual(answer, { status: 202, body: { accepted: 1, duplicates: 0, rejected: [] } }, name);
  }
  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", PLUGIN_EVENTS.length);
  const details = new Map<unknown, Detail>();
  for (const { id, eventId } of rows) {
    details.set(eventId, (await ingest.api(`/api/events/${id}`)) as unknown as Detail);
  }
  for (const [index, [name, eventData]] of PLUGIN_EVENTS.entries()) {
    const detail = details.get(`pf-order-${index}-purchase`) ?? assert.fail(name);
    // What the visitor chose, what they came by and who they are is kept as it was sent.
    for (const key of ["consent", "utm_params", "fbp", "fbc", "ttp", "ttclid", "siteURL", "eventName", "eventTime"])
      assert.deepEqual(detail.received[key], eventData[key], `${name}: ${key}`);
    const identity = Array.isArray(eventData.customerData) ? {} : (eventData.customerData ?? {});
    assert.deepEqual(detail.received.customerData, identity, name);
    const [sent] = detail.request?.data ?? [];
    assert.ok(sent, name);
    const given = eventData.additionalData as Record<string, unknown>;
    const custom = sent.custom_data ?? {};
    assert.equal(custom.content_name, given.contentName ?? given.content_name, name);
    assert.equal(custom.content_type, given.contentType ?? given.content_type, name);
    assert.equal(custom.num_items, given.numItems ?? given.num_items, name);
    for (const key of ["contentName", "contentType", "numItems"]) assert.ok(!(key in custom), `${name}: ${key}`);
  }
});

test("every source of consent is kept as it was sent", async (t) => {
  const ingest = await startTestIngest(t, { sites: [PLUGIN_SITE] });
  const [, [, eventData] = assert.fail()] = PLUGIN_EVENTS;
  for (const source of CONSENT_SOURCES) {
    const consent = { state: "granted", source, timestamp: 1757000000123 };
    await ingest.post({ siteId: PLUGIN_SITE.id, eventData: { ...eventData, event_id: source, consent } }, KEY);
  }
  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", CONSENT_SOURCES.length);
  for (const { id, eventId } of rows) {
    const { received } = (await ingest.api(`/api/events/${id}`)) as unknown as Detail;
    assert.deepEqual(received.consent, { state: "granted", source: eventId, timestamp: 1757000000123 });
  }
});

test("every row of withheld events that the plugin is known to send is stored, one by one and together", async (t) => {
  const ingest = await startTestIngest(t, { sites: [PLUGIN_SITE] });
  const post = async (blocked: unknown[]) => {
    const response = await fetch(`${ingest.url}/blocked-events`, {
      method: "POST",
      body: JSON.stringify({ siteId: PLUGIN_SITE.id, blocked, client_ip_address: "203.0.113.7" }),
      headers: KEY,
    });
    return { status: response.status, body: await response.json() };
  };
  for (const [name, row] of PLUGIN_BLOCKED) {
    assert.deepEqual(await post([row]), { status: 202, body: { accepted: 1 } }, name);
  }
  const all = PLUGIN_BLOCKED.map(([, row]) => row);
  assert.deepEqual(await post(all), { status: 202, body: { accepted: all.length } });
  const rows = await ingest.rowsOnce(({ status }) => status === "blocked", all.length * 2);
  assert.deepEqual(
    rows.map(({ eventName, reason }) => `${eventName} ${reason}`).sort(),
    [...all, ...all].map(({ eventType, reason }) => `${eventType} ${reason}`).sort(),
  );
});
