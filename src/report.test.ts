import assert from "node:assert/strict";
import { test } from "node:test";
import { createReport } from "./report.ts";

test("every mistake in a call is said, and what keeps all events from arriving is said once", (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  const error = context.mock.method(console, "error", () => {});
  const report = createReport();
  for (let i = 0; i < 3; i++) {
    report.warn("this call is wrong.");
    report.error("no siteId.");
  }
  report.error("another reason.");
  const said = (method: typeof warn) => method.mock.calls.map(({ arguments: words }) => words.join(" "));
  assert.deepEqual(said(warn), Array(3).fill("PixelFlow: this call is wrong."));
  assert.deepEqual(said(error), ["PixelFlow: no siteId.", "PixelFlow: another reason."]);
});
