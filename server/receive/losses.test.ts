import assert from "node:assert/strict";
import { test } from "node:test";
import { createBody, createEvent, startTestIngest } from "../test-support/start-test-ingest.ts";

test("what a browser had to drop is in the log with its reason, once, and is no event", async (t) => {
  const ingest = await startTestIngest(t);
  const losses = [
    { reason: "overflow", eventName: "PageView", count: 12 },
    { reason: "too_large", eventName: "Purchase", count: 1 },
    { reason: "made up", eventName: "PageView", count: 1 },
    { reason: "overflow", eventName: "PageView", count: -3 },
    { reason: "refused", eventName: "", count: 1 },
    "nothing",
  ];
  const body = { ...createBody(createEvent()), losses };
  assert.deepEqual((await ingest.post(body)).body, { accepted: 1, duplicates: 0, rejected: [] });
  // The same body again: the browser did not hear of its receipt.
  assert.deepEqual((await ingest.post(body)).body, { accepted: 0, duplicates: 1, rejected: [] });
  const { events } = (await ingest.api("/api/events?status=lost")) as { events: Record<string, unknown>[] };
  assert.deepEqual(events.map(({ eventName, reason, error }) => [eventName, reason, error]).reverse(), [
    [
      "PageView",
      "overflow",
      "12 events were lost in a browser: the browser's outbox was full, and these were the least important events in it.",
    ],
    ["Purchase", "too_large", "One event was lost in a browser: an event alone was larger than the ingest takes."],
  ]);
});

test("losses of no form at all do not cost the events beside them", async (t) => {
  const ingest = await startTestIngest(t);
  for (const [index, losses] of [null, {}, "x", [null], [{ __proto__: null }]].entries()) {
    const { body } = await ingest.post({ ...createBody(createEvent({ event_id: `pf-${index}` })), losses });
    assert.equal(body.accepted, 1);
  }
});
