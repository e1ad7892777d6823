import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readEvent } from "../receive/read-event.ts";
import { createEvent } from "../test-support/start-test-ingest.ts";
import { findGraphError } from "./fake-graph-rules.ts";
import { toGraphEvent } from "./graph-event.ts";
import { readContents } from "./read-contents.ts";

const ITEM = { id: "a", quantity: 1, item_price: 9.5 };

const CASES: [name: string, given: unknown, posted: unknown[] | undefined][] = [
  ["as Meta wants them", [ITEM, { id: "b" }], [ITEM, { id: "b" }]],
  ["no items", [], undefined],
  ["nothing", null, undefined],
  ["no list", { id: "a" }, undefined],
  ["a list in a text", JSON.stringify([ITEM]), undefined],
  ["items that are none", ["a", 7, null, true, [ITEM], ITEM], [ITEM]],
  ["an id that is a number", [{ id: 7 }, { id: 0 }], [{ id: "7" }, { id: "0" }]],
  ["an id with blanks around it", [{ id: " sku 1 " }], [{ id: "sku 1" }]],
  ["no id", [{ quantity: 2, item_price: 1 }, { id: "" }, { id: "  " }, { id: null }, ITEM], [ITEM]],
  ["an id that is none", [{ id: {} }, { id: ["a"] }, { id: true }], undefined],
  ["numbers in texts", [{ id: "a", quantity: "2", item_price: " 9.50 " }], [{ id: "a", quantity: 2, item_price: 9.5 }]],
  ["a long price", [{ id: "a", item_price: "1234.5678" }], [{ id: "a", item_price: 1234.5678 }]],
  ["a price that may be a thousand", [{ id: "a", item_price: "1.234" }], [{ id: "a" }]],
  ["a price as people write it", [{ id: "a", item_price: "1.299,90 €" }], [{ id: "a" }]],
  ["free of charge", [{ id: "a", item_price: "0", quantity: 0 }], [{ id: "a", item_price: 0, quantity: 0 }]],
  ["numbers that are none", [{ id: "a", quantity: "two", item_price: "0x10" }], [{ id: "a" }]],
  ["numbers of other kinds", [{ id: "a", quantity: [1], item_price: { value: 1 } }], [{ id: "a" }]],
  ["truth for a number", [{ id: "a", quantity: true, item_price: false }], [{ id: "a" }]],
  ["the plugin's spelling", [{ id: "a", itemPrice: "9.5" }], [{ id: "a", item_price: 9.5 }]],
  ["Meta's spelling wins", [{ id: "a", itemPrice: 1, item_price: 2 }], [{ id: "a", item_price: 2 }]],
  ["unless it says nothing", [{ id: "a", item_price: "?", itemPrice: 1 }], [{ id: "a", item_price: 1 }]],
  ["a way of delivery", [{ id: "a", deliveryCategory: "curbside" }], [{ id: "a", delivery_category: "curbside" }]],
  ["one that Meta does not know", [{ id: "a", delivery_category: "by air" }], [{ id: "a" }]],
  ["more about an item", [{ id: "a", title: "Mug", new: true }], [{ id: "a", title: "Mug", new: true }]],
  ["nested junk", [{ id: "a", options: { colour: ["red"] }, tags: ["x"], note: null }], [{ id: "a" }]],
];

for (const [name, given, posted] of CASES)
  test(`contents: ${name}`, () => {
    const before = structuredClone(given);
    assert.deepEqual(readContents(given), posted);
    assert.deepEqual(given, before);
  });

test("contents: all of a thousand items are posted", () => {
  const contents = Array.from({ length: 1000 }, (_, index) => ({ id: index, quantity: "1", item_price: "2.50" }));
  const posted = contents.map(({ id }) => ({ id: String(id), quantity: 1, item_price: 2.5 }));
  assert.deepEqual(postedOf(contents)?.contents, posted);
});

/** What Meta gets of an event with these contents, on the whole way; Meta's rules are held against it. */
function postedOf(contents: unknown): Record<string, unknown> | undefined {
  const client = { client_user_agent: "Test browser", client_ip_address: "203.0.113.7" };
  const customerData = { ...(createEvent().customerData as object), ...client };
  const additionalData = { value: 40, currency: "EUR", contents };
  const read = readEvent(createEvent({ event_id: "pf-1", customerData, additionalData }), Date.now());
  if (read.kind === "refused") return assert.fail(read.reason);
  const event = toGraphEvent(JSON.parse(read.json));
  const body = { data: [JSON.parse(JSON.stringify(event))], partner_agent: "pixelflow", access_token: "token" };
  assert.equal(findGraphError("/v26.0/1001/events", body, Date.now()), undefined);
  return event.custom_data;
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>("2", "9.50", "1,299.90 €", "1e400", "-0", " ", "9".repeat(400), "\0", "\ud800", 1e308, {}),
);
const KEYS = "id quantity item_price itemPrice delivery_category deliveryCategory title __proto__ constructor".split(
  " ",
);
const item = fc.dictionary(fc.constantFrom(...KEYS), junk);

test("contents: whatever is sent, what is posted keeps to Meta's rules and holds no other items", () => {
  fc.assert(
    fc.property(fc.oneof(junk, fc.array(fc.oneof(item, junk), { maxLength: 8 })), (contents) => {
      const posted = postedOf(contents)?.contents;
      assert.ok(posted === undefined || Array.isArray(contents));
      const withId = Array.isArray(contents) ? contents.filter((given) => Object(given).id !== undefined) : [];
      assert.ok(((posted ?? []) as unknown[]).length <= withId.length);
    }),
    { numRuns: 2000 },
  );
});
