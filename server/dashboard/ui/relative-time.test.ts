import assert from "node:assert/strict";
import { test } from "node:test";
import { relativeTime } from "./relative-time.ts";

const NOW = Date.UTC(2026, 0, 2, 12);
const CASES: [agoMs: number, text: string][] = [
  [0, "now"],
  [9_999, "now"],
  [-5_000, "now"],
  [10_000, "10s ago"],
  [59_999, "50s ago"],
  [60_000, "1m ago"],
  [3_599_999, "59m ago"],
  [3_600_000, "1h ago"],
  [86_400_000, "yesterday"],
  [7 * 86_400_000, "7d ago"],
];
for (const [agoMs, text] of CASES) {
  test(`${agoMs} ms ago reads “${text}”`, () => assert.equal(relativeTime(NOW - agoMs, NOW, "en"), text));
}
