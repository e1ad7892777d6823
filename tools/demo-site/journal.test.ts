import assert from "node:assert/strict";
import { test } from "node:test";
import { createJournal, isKnownRepeat } from "../../public/js/journal.js";

const body = (...events: object[]) => JSON.stringify({ siteId: "demo", apiKey: "demo-key", events });
const event = (eventName: string, event_id: string) => ({ eventName, event_id, eventTime: 1_757_000_000 });

function createWatchedPage() {
  const journal = createJournal(() => {});
  return {
    call: (id: number, ...args: unknown[]) => journal.add({ type: "call", id, at: 0, args }),
    settled: (id: number, value: boolean) =>
      journal.add({ type: "settled", id, at: 0, outcome: "resolved", value, ms: 5 }),
    request: (id: number, text: string) => journal.add({ type: "request", id, at: 0, by: "fetch", text }),
    answer: (id: number, status: number, text = "{}") => journal.add({ type: "answer", id, at: 0, status, text }),
    calls: journal.calls,
  };
}

test("two calls of one name claim their events in order", () => {
  const page = createWatchedPage();
  page.call(1, "Lead");
  page.call(2, "Lead");
  page.request(3, body(event("Lead", "a"), event("Lead", "b")));
  assert.deepEqual(
    page.calls().map(({ eventId }) => eventId),
    ["a", "b"],
  );
});

test("a call that names its own event id gets that event", () => {
  const page = createWatchedPage();
  page.call(1, "Purchase", {});
  page.call(2, "Purchase", { event_id: "order-17" });
  page.request(3, body(event("Purchase", "order-17")));
  assert.deepEqual(
    page.calls().map(({ eventId }) => eventId),
    [null, "order-17"],
  );
});

test("a refused call claims no event", () => {
  const page = createWatchedPage();
  page.call(1, "Lead", []);
  page.settled(1, false);
  page.call(2, "Lead");
  page.request(3, body(event("Lead", "a")));
  assert.deepEqual(
    page.calls().map(({ eventId }) => eventId),
    [null, "a"],
  );
});

test("a retry of the same event is a second request of the same call", () => {
  const page = createWatchedPage();
  page.call(1, "Lead");
  page.request(2, body(event("Lead", "a")));
  page.answer(2, 503);
  page.request(3, body(event("Lead", "a")));
  page.answer(3, 202);
  const [call] = page.calls();
  assert.deepEqual(
    call?.requests.map(({ answer }) => answer?.status),
    [503, 202],
  );
});

test("a second call with the same event id has a request of its own, and is known as a repeat", () => {
  const page = createWatchedPage();
  const receipt = (duplicates: number) => JSON.stringify({ accepted: 1 - duplicates, duplicates, rejected: [] });
  page.call(1, "Purchase", { event_id: "order-17", value: 40 });
  page.request(2, body(event("Purchase", "order-17")));
  page.answer(2, 202, receipt(0));
  page.call(3, "Purchase", { event_id: "order-17", value: 40 });
  page.request(4, body(event("Purchase", "order-17")));
  page.answer(4, 202, receipt(1));
  assert.deepEqual(
    page.calls().map((call) => [call.requests.map(({ id }) => id), isKnownRepeat(call)]),
    [
      [[2], false],
      [[4], true],
    ],
  );
});

test("two calls with the same event id in one request each have it", () => {
  const page = createWatchedPage();
  page.call(1, "Purchase", { event_id: "order-17" });
  page.call(2, "Purchase", { event_id: "order-17" });
  page.request(3, body(event("Purchase", "order-17"), event("Purchase", "order-17")));
  assert.deepEqual(
    page.calls().map(({ requests }) => requests.length),
    [1, 1],
  );
});

test("an event that no call made is an entry of its own", () => {
  const page = createWatchedPage();
  page.request(1, body(event("PageView", "a")));
  const [call] = page.calls();
  assert.deepEqual([call?.args[0], call?.eventId], ["PageView", "a"]);
  assert.ok((call?.id ?? 0) < 0);
});

test("a body that is not JSON changes nothing", () => {
  const page = createWatchedPage();
  page.request(1, "<html>");
  assert.deepEqual(page.calls(), []);
});
