import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toJson } from "./to-json.ts";

test("what is plain is written as JSON.stringify writes it", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(toJson(value), JSON.stringify(value))));
  const date = new Date(0);
  const value = { date, own: { toJSON: () => "own" }, left: undefined, list: [undefined, () => {}], big: 7n };
  assert.equal(toJson(value), JSON.stringify({ ...value, big: "7" }));
});

test("a page's toJSON on lists, texts and numbers changes nothing", () => {
  const prototypes = [Array.prototype, String.prototype, Number.prototype];
  for (const one of prototypes) Object.assign(one, { toJSON: () => "spoilt" });
  try {
    assert.equal(toJson({ list: ["a", 1, ["b"]], text: "t" }), '{"list":["a",1,["b"]],"text":"t"}');
    assert.equal(toJson("text"), '"text"');
  } finally {
    for (const one of prototypes) Reflect.deleteProperty(one, "toJSON");
  }
});
