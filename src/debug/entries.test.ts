import assert from "node:assert/strict";
import { test } from "node:test";
import { addNote, type Entry } from "./entries.ts";

const read = (...notes: unknown[][]) => notes.reduce<readonly Entry[]>(addNote, []);
const event = JSON.stringify({
  event_id: "1",
  eventName: "AddToCart",
  siteURL: "https://shop.example/",
  additionalData: { value: 18, contents: [{ id: "101" }] },
  customerData: { em: "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d" },
});

test("an event that left is shown with its values, its customer by the fields' names alone", () => {
  const [entry, ...others] = read(["called", "1", "AddToCart"], ["sent", event]);
  assert.deepEqual(others, []);
  assert.deepEqual(entry, {
    state: "sent",
    title: "AddToCart",
    why: "",
    values: [
      ["value", "18"],
      ["contents", '[{"id":"101"}]'],
      ["em", "hashed"],
      ["page", "https://shop.example/"],
      ["event id", "1"],
    ],
    eventId: "1",
  });
});

test("a call whose event has not left yet waits", () => {
  const entries = read(["called", "2", "Lead"], ["called", "1", "AddToCart"], ["sent", event]);
  assert.deepEqual(
    entries.map(({ state, title }) => [state, title]),
    [
      ["sent", "AddToCart"],
      ["waiting", "Lead"],
    ],
  );
});

for (const [row, why] of [
  [{ eventType: "Lead", reason: "bot", detail: "headless" }, /program's \(headless\)/],
  [{ eventType: "Lead", reason: "rule", detail: "no_query" }, /rule .* \(no_query\)/],
  [{ eventType: "Lead", reason: "denied", consentSource: "gcm" }, /refused consent.*\(gcm\)/],
  [{ eventType: "Lead", reason: "new one" }, /new one/],
] as const) {
  test(`an event that was withheld for ${row.reason} says so, in place of the call that waited`, () => {
    const [entry, ...others] = read(["called", "1", "Lead"], ["withheld", row]);
    assert.deepEqual(others, []);
    assert.equal(entry?.state, "withheld");
    assert.match(entry?.why ?? "", why);
  });
}

test("an event that was kept while the consent mode was unknown is fired once it is known, and once only", () => {
  const kept = read(["called", "1", "AddToCart"], ["kept", event]);
  assert.deepEqual(
    kept.map(({ state }) => state),
    ["waiting"],
  );
  for (const more of [["released"], ["sent", event]]) {
    assert.deepEqual(
      addNote(kept, more).map(({ state, title }) => [state, title]),
      [["sent", "AddToCart"]],
    );
  }
});

test("what the console was told is a line, and a note of another version's kind is none", () => {
  const entries = read(["said", "trackEvent: write a text."], ["unheard of", "2"]);
  assert.deepEqual(
    entries.map(({ why }) => why),
    ["trackEvent: write a text."],
  );
});
