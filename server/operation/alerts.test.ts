import assert from "node:assert/strict";
import { test } from "node:test";
import { createAlerts } from "./alerts.ts";
import { createBacklogWatch } from "./backlog-watch.ts";
import { watchVersion } from "./version-watch.ts";

const quiet = () => createAlerts({ log: () => {}, webhook: null, now: () => 0 });

test("an alert is raised once, listed, and cleared", () => {
  const lines: unknown[] = [];
  const alerts = createAlerts({ log: (level, message) => lines.push([level, message]), webhook: null, now: () => 7 });
  alerts.raise("a", "First.");
  alerts.raise("a", "Again.");
  assert.deepEqual(alerts.list(), [{ key: "a", message: "First.", since: 7 }]);
  alerts.clear("a");
  alerts.clear("a");
  assert.deepEqual(alerts.list(), []);
  assert.deepEqual(lines, [
    ["error", "alert raised"],
    ["info", "alert cleared"],
  ]);
});

test("a backlog that grows for five minutes is worth an alert, a burst is not", () => {
  const alerts = quiet();
  const watch = createBacklogWatch(alerts);
  const look = (pending: number, oldestReceivedAt = 0) => watch({ pending, oldestReceivedAt }, 60_000);
  for (const pending of [500, 900, 5000, 2000, 3000, 4000]) look(pending);
  assert.deepEqual(alerts.list(), []);
  for (const pending of [5000, 6000, 7000]) look(pending);
  assert.equal(alerts.list()[0]?.key, "backlog");
  look(7000);
  assert.deepEqual(alerts.list(), []);
});

test("events that wait for half an hour are worth an alert", () => {
  const alerts = quiet();
  const watch = createBacklogWatch(alerts);
  watch({ pending: 1, oldestReceivedAt: 0 }, 29 * 60_000);
  assert.deepEqual(alerts.list(), []);
  watch({ pending: 1, oldestReceivedAt: 0 }, 31 * 60_000);
  assert.equal(alerts.list().length, 1);
  watch({ pending: 0, oldestReceivedAt: null }, 32 * 60_000);
  assert.deepEqual(alerts.list(), []);
});

test("a version of Meta's API is called out three months before its end", () => {
  const alerts = quiet();
  watchVersion(alerts, "v22.0", Date.parse("2027-02-01"));
  assert.deepEqual(alerts.list(), []);
  watchVersion(alerts, "v22.0", Date.parse("2027-03-01"));
  assert.match(alerts.list()[0]?.message ?? "", /version v22\.0 of its API until 2027-05-20 at the latest/);
  watchVersion(alerts, "v99.0", Date.parse("2027-03-01"));
  assert.deepEqual(alerts.list(), []);
});

test("a version without a date of its own ends with the next newer one at the latest", () => {
  for (const version of ["v9.0", "v20.0", "v21.5"]) {
    const alerts = quiet();
    watchVersion(alerts, version, Date.parse("2027-06-01"));
    assert.equal(alerts.list()[0]?.key, "api-version", version);
  }
  const alerts = quiet();
  watchVersion(alerts, "v23.0", Date.parse("2027-06-01"));
  assert.deepEqual(alerts.list(), []);
  watchVersion(alerts, "v23.0", Date.parse("2027-08-01"));
  assert.equal(alerts.list().length, 1);
});
