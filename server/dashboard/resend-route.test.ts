import assert from "node:assert/strict";
import { test } from "node:test";
import { graphError, startFakeGraph } from "../relay/fake-graph.ts";
import { createBody, createEvent, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

test("all failed events under a filter are counted and sent again, and no others", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  graph.answer(() => graphError(100, { error_subcode: 2804050 }));
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, pixels: [{ id: "1234567890", accessToken: "token" }] }],
    graph: { url: graph.url, version: "v26.0" },
  });
  const names = ["Lead", "Lead", "Contact"];
  await ingest.post(
    createBody(...names.map((eventName, index) => createEvent({ event_id: `pf-${index}`, eventName }))),
  );
  await ingest.post(
    createBody(createEvent({ event_id: "old", eventTime: Math.floor(Date.now() / 1000) - 8 * 86_400 })),
  );
  await ingest.rowsOnce(({ status }) => status === "failed", 4);

  assert.deepEqual(await ingest.api("/api/resend?name=Lead"), { events: 2, tooOld: 0, next: null });
  assert.deepEqual(await ingest.api("/api/resend"), { events: 3, tooOld: 1, next: null });
  assert.deepEqual(await ingest.api("/api/resend?site=other"), { events: 0, tooOld: 0, next: null });
  assert.deepEqual(await ingest.api("/api/resend?q=pf-2"), { events: 1, tooOld: 0, next: null });

  graph.answer(() => undefined);
  const cookie = await ingest.logIn();
  const resend = async (query: string) => {
    const response = await fetch(`${ingest.url}/api/resend?${query}`, { method: "POST", headers: { cookie } });
    assert.equal(response.status, 202);
    return response.json();
  };
  assert.deepEqual(await resend("name=Lead&status=failed&sort=url"), { events: 2, tooOld: 0, next: null });
  const statuses = (rows: Record<string, unknown>[]) =>
    Object.fromEntries(rows.map(({ eventId, status }) => [eventId, status]));
  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", 4);
  assert.deepEqual(statuses(rows), { "pf-0": "sent", "pf-1": "sent", "pf-2": "failed", old: "failed" });
  assert.deepEqual(await resend(""), { events: 1, tooOld: 1, next: null });
  await ingest.rowsOnce(({ status, eventId }) => status === "sent" || eventId === "old", 4);
  assert.equal(graph.received.length, 3);
});
