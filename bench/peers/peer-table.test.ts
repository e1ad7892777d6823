import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPeerTable } from "./peer-table.ts";

test("the table has a row for each tag, in units that people compare, and says when and where", () => {
  const row = { version: "1.2.3", raw: 102_400, gzip: 20_480, brotli: 13_582, loadMs: 1.234, callUs: 41.7 };
  const burst = { arrived: 1000, ms: 1234, requests: 20 };
  const text = formatPeerTable([{ name: "pixelflow", ...row, burst }], { day: "2026-01-31", machine: "2 cores" });
  const lines = text.split("\n");
  assert.deepEqual(
    lines[2]?.split("|").map((cell) => cell.trim()),
    ["", "`pixelflow` 1.2.3", "100.0 KiB", "20.0 KiB", "13.3 KiB", "1.2 ms", "42 µs", "1,000", "1.2 s", "20", ""],
  );
  const bars = (line = "") => [...line.matchAll(/\|/g)].map(({ index }) => index);
  assert.deepEqual(bars(lines[1]), bars(lines[0]));
  assert.deepEqual(bars(lines[2]), bars(lines[0]));
  assert.match(text, /Measured on 2026-01-31 \(2 cores\)/);
});
