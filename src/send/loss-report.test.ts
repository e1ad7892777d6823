import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStore } from "../test-support/memory-store.ts";
import { createLossReport } from "./loss-report.ts";

const KEY = "_pf_losses:shop";
const lost = (eventName: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ eventId: String(n), eventName, json: "{}" }));

test("losses are counted by reason and name, and told once", () => {
  const report = createLossReport(createMemoryStore(), KEY);
  report.count(lost("PageView", 2), "overflow");
  report.count(lost("PageView", 1), "overflow");
  report.count(lost("Lead", 1), "refused");
  const told = report.unreported();
  assert.deepEqual(told, [
    { reason: "overflow", eventName: "PageView", count: 3 },
    { reason: "refused", eventName: "Lead", count: 1 },
  ]);
  report.count(lost("Lead", 2), "refused");
  report.reported(told);
  assert.deepEqual(report.unreported(), [{ reason: "refused", eventName: "Lead", count: 2 }]);
});

test("what a page could not tell, the next one tells, and only one of two", () => {
  const store = createMemoryStore();
  const first = createLossReport(store, KEY);
  first.count(lost("Lead", 2), "refused");
  first.leave();
  const [second, third] = [createLossReport(store, KEY), createLossReport(store, KEY)];
  assert.equal(second.unreported()[0]?.count, 2);
  assert.deepEqual(third.unreported(), []);
});

test("storage that is full doubles nothing", () => {
  const store = createMemoryStore({ quota: 60 });
  const report = createLossReport(store, KEY);
  report.count(lost("Lead", 2), "overflow");
  report.leave();
  report.count(lost("Lead", 1), "overflow");
  assert.deepEqual(report.unreported(), [{ reason: "overflow", eventName: "Lead", count: 3 }]);
});

test("many names and long ones leave room for the events in a body", () => {
  const report = createLossReport(createMemoryStore(), KEY);
  for (let n = 0; n < 50; n++) report.count(lost(`${n}${"x".repeat(250)}`, 1), "overflow");
  let told = 0;
  for (let losses = report.unreported(); losses.length; losses = report.unreported()) {
    assert.ok(JSON.stringify(losses).length < 1500);
    told += losses.length;
    report.reported(losses);
  }
  assert.equal(told, 50);
});
