import assert from "node:assert/strict";
import { test } from "node:test";
import { createPurchaseIds } from "./purchase-ids.ts";

test("the same purchase keeps its id on one view, and another purchase or another view has another", () => {
  let made = 0;
  const ids = createPurchaseIds(() => `id-${++made}`);
  const cart = { contents: [{ id: "17", quantity: 2 }], value: 84, currency: "EUR" };
  assert.equal(ids.idOf(cart), "id-1");
  assert.equal(ids.idOf(structuredClone(cart)), "id-1");
  assert.equal(ids.idOf({ ...cart, contents: [{ id: "18", quantity: 2 }] }), "id-2");
  assert.equal(ids.idOf({ ...cart, value: 42 }), "id-3");
  assert.equal(ids.idOf(cart), "id-1");
  ids.forget();
  assert.equal(ids.idOf(cart), "id-4");
});
