import assert from "node:assert/strict";
import { test } from "node:test";
import { sumBusyMs, type TraceEvent } from "./busy-ms.ts";

const MARKS = { from: "bench-start", to: "bench-settled" };
const page = { pid: 7, tid: 1 };
const task = (ts: number, dur: number, tdur: number, thread = page): TraceEvent => ({
  name: "ThreadControllerImpl::RunTask",
  ...thread,
  ts,
  dur,
  tdur,
});
const marks: TraceEvent[] = [
  { name: "bench-settled", ...page, ts: 9000 },
  { name: "bench-start", ...page, ts: 1000 },
];

test("the processor's time counts, of the page's main thread, and only between the marks", () => {
  const events = [
    ...marks,
    task(500, 100, 100),
    task(2000, 900, 300),
    task(4000, 5000, 1200),
    task(4000, 700, 700, { pid: 7, tid: 2 }),
    task(4000, 700, 700, { pid: 8, tid: 1 }),
    { ...task(5000, 400, 400), name: "V8.ParseFunction" },
    task(9100, 300, 300),
  ];
  assert.equal(sumBusyMs(events, MARKS), 1.5);
});

test("the tasks that set the marks do not count", () => {
  assert.equal(sumBusyMs([...marks, task(900, 200, 200), task(3000, 50, 50), task(8900, 200, 200)], MARKS), 0.05);
});

test("a trace without a mark, or without tasks, is no measurement of nothing", () => {
  assert.throws(() => sumBusyMs([task(2000, 900, 300)], MARKS), /no mark bench-start/);
  assert.throws(() => sumBusyMs(marks, MARKS), /no ThreadControllerImpl::RunTask/);
});
