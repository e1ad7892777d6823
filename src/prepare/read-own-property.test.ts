import assert from "node:assert/strict";
import { test } from "node:test";
import { readOwnProperty } from "./read-own-property.ts";

test("an own property is read, an inherited or missing one is not", () => {
  const object = Object.assign(Object.create({ em: "everybody's" }), { fn: "Jane", ln: "", ph: 0 });
  assert.equal(readOwnProperty(object, "fn"), "Jane");
  assert.equal(readOwnProperty(object, "ln"), "");
  assert.equal(readOwnProperty(object, "ph"), 0);
  assert.equal(readOwnProperty(object, "em"), undefined);
  assert.equal(readOwnProperty({}, "constructor"), undefined);
  assert.equal(readOwnProperty(Object.assign(Object.create(null), { fn: "Jane" }), "fn"), "Jane");
});

test("a field whose getter throws is missing, and costs nothing else", () => {
  const object = {
    get em() {
      throw new Error("no");
    },
    fn: "Jane",
  };
  assert.equal(readOwnProperty(object, "em"), undefined);
  assert.equal(readOwnProperty(object, "fn"), "Jane");
});

test("a browser that does not know Object.hasOwn reads customer data like any other", (context) => {
  const { hasOwn } = Object;
  Reflect.deleteProperty(Object, "hasOwn");
  context.after(() => Object.assign(Object, { hasOwn }));
  assert.equal(readOwnProperty({ em: "jane@example.com" }, "em"), "jane@example.com");
});
