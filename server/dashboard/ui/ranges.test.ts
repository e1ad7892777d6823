import assert from "node:assert/strict";
import { test } from "node:test";
import { barsOf, spanOf } from "./ranges.ts";

const NOW = new Date(2026, 4, 20, 15, 30).getTime();
const DAY_MS = 86_400_000;

test("a range of seven days is today and the six days before", () => {
  assert.deepEqual(spanOf("7D", NOW), { from: new Date(2026, 4, 14).getTime(), to: null });
});

test("every stretch is cut into bars that cover it and that one can count", () => {
  for (const range of ["7D", "30D", "3M", "6M"] as const) {
    const { from, to, step } = barsOf(spanOf(range, NOW), NOW);
    const bars = (to - from) / step;
    assert.ok(to > NOW && Number.isInteger(bars) && bars >= 7 && bars <= 61, `${range}: ${bars}`);
  }
  const years = barsOf({ from: NOW - 3000 * DAY_MS, to: NOW }, NOW);
  assert.ok((years.to - years.from) / years.step <= 61);
  assert.equal(barsOf({ from: NOW, to: NOW }, NOW).step, 900_000);
});
