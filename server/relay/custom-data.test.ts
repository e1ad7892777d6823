import assert from "node:assert/strict";
import { test } from "node:test";
import { toCustomData } from "./custom-data.ts";

const CASES: [name: string, input: Record<string, unknown>, expected: Record<string, unknown> | undefined][] = [
  ["nothing", {}, undefined],
  [
    "the plugin's spelling",
    { contentName: "Shoe", contentType: "product" },
    { content_name: "Shoe", content_type: "product" },
  ],
  ["older code's spelling", { numItems: 2, content_ids: ["a"] }, { num_items: 2, content_ids: ["a"] }],
  ["Meta's spelling wins", { contentName: "other", content_name: "Shoe" }, { content_name: "Shoe" }],
  ["an empty one does not", { contentName: "Shoe", content_name: "" }, { content_name: "Shoe" }],
  ["a value in a string", { value: "40.50", currency: "eur" }, { value: 40.5, currency: "EUR" }],
  ["a value of zero", { value: 0, currency: "USD" }, { value: 0, currency: "USD" }],
  ["a currency without a value", { currency: "EUR" }, undefined],
  ["a value that is none", { value: "free", currency: "EUR" }, undefined],
  ["a currency that is none", { value: 1, currency: "euros" }, { value: 1 }],
  ["the event's id", { event_id: "a", eventID: "b", value: 1 }, { value: 1 }],
  ["keys of the page's own", { click_url: "/x", page: 3 }, { click_url: "/x", page: 3 }],
  ["empty entries", { status: null, content_category: "" }, undefined],
  [
    "contents",
    { contents: [{ id: 7, quantity: "2", itemPrice: "9.5" }, "junk", { id: "b", item_price: null }] },
    { contents: [{ id: "7", quantity: 2, item_price: 9.5 }, { id: "b" }] },
  ],
  ["contents that are none", { contents: {} }, undefined],
  ["names that objects inherit", { constructor: "c", toString: "t" }, { constructor: "c", toString: "t" }],
];

for (const [name, input, expected] of CASES)
  test(`custom data: ${name}`, () => {
    const before = structuredClone(input);
    assert.deepEqual(toCustomData(input), expected);
    assert.deepEqual(input, before);
  });
