import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredEvent } from "../../public/js/ingest.js";
import type { Call, SentRequest } from "../../public/js/journal.js";
import { trailSteps } from "../../public/js/trail-steps.js";

const CALL: Call = {
  id: 1,
  at: 1000,
  args: ["Purchase", { value: 40 }, {}],
  result: null,
  eventId: null,
  requests: [],
};
const SENT = { ...CALL, result: { outcome: "resolved" as const, value: true, ms: 30 }, eventId: "a" };
const request = (answer: SentRequest["answer"]): SentRequest => ({
  id: 2,
  at: 1010,
  by: "fetch",
  body: {},
  size: 1,
  answer,
});
const receipt = { status: 202, body: { accepted: 1, duplicates: 0, rejected: [] }, at: 1030 };
const STORED: StoredEvent = {
  id: "1",
  eventId: "a",
  status: "dry_run",
  receivedAt: 1020,
  processedAt: 1700,
  error: null,
  request: { data: [] },
  url: "https://graph.facebook.com/v26.0/dry-run/events",
  answer: null,
};
const states = (...of: Parameters<typeof trailSteps>) => Object.values(trailSteps(...of)).map(({ state }) => state);

test("a fresh call is under way, and everything after it has yet to happen", () => {
  assert.deepEqual(states(CALL, null, "following"), ["open", "idle", "idle", "idle", "idle"]);
});

test("a delivered event in dry run is done at every station, and the answer says that nothing was sent", () => {
  const call = { ...SENT, requests: [request(receipt)] };
  assert.deepEqual(states(call, STORED, "done"), ["done", "done", "done", "done", "done"]);
  assert.match(trailSteps(call, STORED, "done").answer.prose, /would have been sent/);
});

test("a refused call says that nothing left the page", () => {
  const call = { ...CALL, result: { outcome: "resolved" as const, value: false, ms: 1 } };
  assert.deepEqual(states(call, null, "following"), ["problem", "problem", "idle", "idle", "idle"]);
});

test("an ingest that cannot be reached leaves the event safe in the browser, and the trail says so", () => {
  const call = { ...SENT, requests: [request({ status: 0, body: null, at: 1020 })] };
  const { stored } = trailSteps(call, null, "following");
  assert.equal(stored.state, "problem");
  assert.match(stored.prose, /safe in the browser/);
});

test("an event that the ingest refuses shows the reason", () => {
  const rejected = {
    ...receipt,
    body: { accepted: 0, duplicates: 0, rejected: [{ event_id: "a", reason: "too old" }] },
  };
  const { stored } = trailSteps({ ...SENT, requests: [request(rejected)] }, null, "following");
  assert.deepEqual([stored.state, stored.fact], ["problem", "refused: too old"]);
});

const repeat = { ...receipt, body: { accepted: 0, duplicates: 1, rejected: [] } };

test("an event id that the ingest had is dropped as a repeat, and nobody else's payload is shown as this call's", () => {
  const steps = trailSteps({ ...SENT, requests: [request(repeat)] }, { ...STORED, receivedAt: 500 }, "done");
  assert.equal(steps.stored.state, "done");
  assert.match(steps.stored.prose, /already had this event id; dropped as a repeat/);
  assert.deepEqual([steps.meta.payload, steps.answer.payload], [null, null]);
  assert.match(steps.meta.prose, /counts once/);
});

test("a retry whose first answer was lost is no repeat: the stored event is this call's", () => {
  const lost = request({ status: 0, body: null, at: 1020 });
  const steps = trailSteps({ ...SENT, requests: [lost, request(repeat)] }, STORED, "done");
  assert.ok(steps.meta.payload);
});

test("Meta's refusal is the last station's problem", () => {
  const refused: StoredEvent = {
    ...STORED,
    status: "failed",
    error: "Token expired",
    answer: { status: 400, body: {}, at: 1700 },
  };
  const { answer } = trailSteps({ ...SENT, requests: [request(receipt)] }, refused, "done");
  assert.deepEqual([answer.state, answer.prose], ["problem", "Token expired"]);
});
