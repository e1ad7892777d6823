import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toCell, toCsvLine, toPlainJson } from "./csv.ts";

test("a text that a spreadsheet would run becomes a text", () => {
  for (const text of [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
    "＠x",
    "|cmd",
    '=cmd|"/c calc"!A1',
  ])
    assert.match(toCell(text), /^"'/, JSON.stringify(text));
  assert.equal(toCell("https://shop.example/?a=1"), '"https://shop.example/?a=1"');
  assert.equal(toCell('say "so"'), '"say ""so"""');
  assert.equal(toCell(null), "");
  assert.equal(toCell(17), "17");
  assert.equal(toCell("exe.\u202egnp"), '"exe.\\u202egnp"');
  assert.equal(toCsvLine(["a", null, 1]), '"a",,1\r\n');
});

test("whatever a cell holds, it is one cell on one line and no formula", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const cell = toCell(text);
      assert.match(cell, /^"(?:[^"]|"")*"$/s);
      assert.doesNotMatch(cell, /[\r\n]/);
      assert.doesNotMatch(cell, /^"\s*[=+\-@]/);
    }),
  );
});

test("the JSON reads back as what it was", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      assert.deepEqual(JSON.parse(toPlainJson(value)), JSON.parse(JSON.stringify(value))),
    ),
  );
  assert.equal(toPlainJson("a\u202eb"), '"a\\u202eb"');
});
