import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readEventTime } from "./event-time.ts";

const RECEIVED_AT = 1_760_000_000_500;
const NOW = 1_760_000_000;
const HOUR_MS = 3_600_000;

const CASES: [name: string, eventTime: unknown, sentAt: unknown, expected: number][] = [
  ["a right clock's time stands", NOW - 90, RECEIVED_AT - 300, NOW - 90],
  ["a slow network is no wrong clock", NOW - 90, RECEIVED_AT - 29_000, NOW - 90],
  ["a clock an hour slow", NOW - 90 - 3600, RECEIVED_AT - HOUR_MS, NOW - 90],
  ["a clock an hour fast", NOW - 90 + 3600, RECEIVED_AT + HOUR_MS, NOW - 90],
  ["a dead clock battery", 90, 100_000, NOW - 10],
  ["the future is now", NOW + 50, undefined, NOW],
  ["milliseconds by mistake", (NOW - 90) * 1000, undefined, NOW - 90],
  ["digits in a string", String(NOW - 90), undefined, NOW - 90],
  ["no time", undefined, undefined, NOW],
  ["no number", "soon", {}, NOW],
];

for (const [name, eventTime, sentAt, expected] of CASES)
  test(`event time: ${name}`, () => {
    assert.equal(readEventTime({ eventTime, sentAt, receivedAt: RECEIVED_AT }), expected);
  });

test("event time: any input gives whole seconds, never in the future", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (eventTime, sentAt) => {
      const seconds = readEventTime({ eventTime, sentAt, receivedAt: RECEIVED_AT });
      assert.ok(Number.isInteger(seconds) && seconds >= 0 && seconds <= NOW);
    }),
  );
});
