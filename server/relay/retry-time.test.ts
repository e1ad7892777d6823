import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlineOf, retryTimeOf } from "./retry-time.ts";

const NOW = 1_760_000_000_000;
const HOUR_MS = 3_600_000;
const young = (attempts: number) => ({ attempts, receivedAt: NOW - 1000, eventTime: NOW - 2000 });

test("the longest wait doubles from five seconds to fifteen minutes", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((attempts) => retryTimeOf(young(attempts), NOW, () => 1) - NOW);
  assert.deepEqual(
    waits.map((ms) => ms / 1000),
    [5, 10, 20, 40, 80, 160, 320, 640, 900, 900],
  );
});

test("the wait is a random part of it, so that a backlog spreads", () => {
  assert.equal(retryTimeOf(young(4), NOW, () => 0.5) - NOW, 20_000);
  assert.equal(retryTimeOf(young(4), NOW, () => 0) - NOW, 0);
});

test("after a day it is hourly", () => {
  const old = { attempts: 50, receivedAt: NOW - 24 * HOUR_MS, eventTime: NOW - 24 * HOUR_MS };
  assert.equal(retryTimeOf(old, NOW, () => 0.1) - NOW, HOUR_MS);
});

test("the last look is a minute before seven days", () => {
  assert.equal(deadlineOf(NOW), NOW + 7 * 24 * HOUR_MS - 60_000);
  const eventTime = NOW - 7 * 24 * HOUR_MS + 90_000;
  assert.equal(retryTimeOf({ attempts: 99, receivedAt: eventTime, eventTime }, NOW), deadlineOf(eventTime));
});
