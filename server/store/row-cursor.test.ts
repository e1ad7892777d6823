import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseCursor, writeCursor } from "./row-cursor.ts";
import { SORT_KEYS } from "./store.ts";

test("a cursor comes back as it was written, whatever stands in its value", () => {
  assert.deepEqual(parseCursor(writeCursor({ kind: "row", id: "17" })), { kind: "row", id: "17" });
  const place = { kind: "place", first: "0", last: String(2n ** 63n - 1n), skip: 50 } as const;
  assert.deepEqual(parseCursor(writeCursor(place), "url"), place);
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "binary" }), fc.option(fc.nat().map(String)), (value, id) => {
      assert.deepEqual(parseCursor(writeCursor({ kind: "value", value, id }), "event"), { kind: "value", value, id });
    }),
  );
});

test("a text that is no cursor of the order is none, and nothing throws", () => {
  assert.equal(parseCursor("17", "url"), null);
  assert.equal(parseCursor("17 Lead"), null);
  assert.equal(parseCursor("1 2 3; DROP TABLE", "url"), null);
  assert.equal(parseCursor(String(2n ** 63n)), null);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...SORT_KEYS), (text, sort) => {
      const cursor = parseCursor(text, sort);
      assert.ok(cursor === null || parseCursor(writeCursor(cursor), sort) !== null);
    }),
  );
});
