import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPeerTable } from "./peer-table.ts";

test("the table has a row for each tag, in units that people compare, and says when and where", () => {
  const row = {
    version: "1.2.3",
    raw: 102_400,
    gzip: 20_480,
    brotli: 13_582,
    loadMs: 1.234,
    call: { returnsUs: 41.7, endsUs: 1234 },
  };
  const burst = { calls: 1000, arrived: 1000, ms: 1234, requests: 20 };
  const text = formatPeerTable([{ name: "pixelflow", ...row, burst }], { day: "2026-01-31", machine: "2 cores" });
  const lines = text.split("\n");
  assert.deepEqual(
    lines[2]?.split("|").map((cell) => cell.trim()),
    [
      "",
      "`pixelflow` 1.2.3",
      "100.0 KiB",
      "20.0 KiB",
      "13.3 KiB",
      "1.2 ms",
      "42 µs",
      "1200 µs",
      "1,000",
      "1.2 s",
      "20",
      "",
    ],
  );
  const bars = (line = "") => [...line.matchAll(/\|/g)].map(({ index }) => index);
  assert.deepEqual(bars(lines[1]), bars(lines[0]));
  assert.deepEqual(bars(lines[2]), bars(lines[0]));
  assert.match(text, /Measured on 2026-01-31 \(2 cores\)/);
});

test("below the table, each tag has what its maker would want said, and what arrives of fewer calls", () => {
  const row = { version: "1.2.3", raw: 1, gzip: 1, brotli: 1, loadMs: 1, call: { returnsUs: 1, endsUs: 1 } };
  const burst = { calls: 1000, arrived: 330, ms: 1, requests: 330 };
  const rows = [
    { name: "pixelflow", ...row, burst: { ...burst, arrived: 1000 } },
    { name: "peer", ...row, burst, smallBurst: { ...burst, calls: 100, arrived: 100 }, note: "keeps no queue." },
    {
      name: "other",
      ...row,
      burst,
      smallBurst: { ...burst, calls: 100, arrived: 99 },
      note: "word ".repeat(40).trim(),
    },
  ];
  const text = formatPeerTable(rows, { day: "2026-01-31", machine: "2 cores" });
  const [, ...notes] = text.split("\n- ").map((part) => part.replace(/\s+/g, " "));
  assert.equal(notes[0], "`peer`: keeps no queue. Of 100 calls at once, all arrived.");
  assert.match(notes[1] ?? "", /^`other`: (word ){40}Of 100 calls at once, 99 arrived\.$/);
  const prose = text.split("\n").filter((line) => !line.startsWith("|"));
  assert.ok(prose.every((line) => line.length <= 120));
});
