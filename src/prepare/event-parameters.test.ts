import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { prepareParameters } from "./event-parameters.ts";

const parametersOf = (customData: Record<string, unknown>) => prepareParameters(customData).parameters;

const SPELLINGS = {
  contentName: "content_name",
  contentType: "content_type",
  contentCategory: "content_category",
  contentIds: "content_ids",
  numItems: "num_items",
  orderId: "order_id",
  searchString: "search_string",
};

for (const [camel, meta] of Object.entries(SPELLINGS)) {
  test(`${camel} is sent as ${meta}, and Meta's own spelling wins`, () => {
    assert.deepEqual(parametersOf({ [camel]: "a" }), { [meta]: "a" });
    assert.deepEqual(parametersOf({ [camel]: "a", [meta]: "b" }), { [meta]: "b" });
    assert.deepEqual(parametersOf({ [meta]: "b", [camel]: "a" }), { [meta]: "b" });
    assert.deepEqual(parametersOf({ [camel]: "a", [meta]: "" }), { [meta]: "a" }, "unless it says nothing");
  });
}

test("event_id or eventID becomes the event's id and is no parameter", () => {
  assert.deepEqual(prepareParameters({ event_id: "order-17", a: 1 }), { eventId: "order-17", parameters: { a: 1 } });
  assert.deepEqual(prepareParameters({ eventID: " order-17 " }), { eventId: "order-17", parameters: {} });
  assert.deepEqual(prepareParameters({ eventID: 17 }), { eventId: "17", parameters: {} });
  assert.deepEqual(prepareParameters({ event_id: 0 }), { eventId: "0", parameters: {} });
  assert.deepEqual(prepareParameters({ event_id: "ours", eventID: "pixel" }), { eventId: "ours", parameters: {} });
  assert.deepEqual(prepareParameters({ event_id: "", eventID: "pixel" }), { eventId: "pixel", parameters: {} });
});

test("an id that is none leaves the event its own", () => {
  for (const event_id of ["", "  ", null, undefined, {}, ["a"], true]) {
    assert.deepEqual(prepareParameters({ event_id }), { parameters: {} });
  }
});

test("undefined, null and empty fields are left out; zero and false are values", () => {
  assert.deepEqual(parametersOf({ a: undefined, b: null, c: "", d: 0, e: false, f: [], g: {} }), {
    d: 0,
    e: false,
    f: [],
    g: {},
  });
});

test("the currency is upper-cased, and sent only with a value", () => {
  assert.deepEqual(parametersOf({ value: 40, currency: " eur " }), { value: 40, currency: "EUR" });
  assert.deepEqual(parametersOf({ currency: "EUR" }), {});
  assert.deepEqual(parametersOf({ value: "", currency: "EUR" }), {});
  assert.deepEqual(parametersOf({ value: "much", currency: "EUR" }), {});
  assert.deepEqual(parametersOf({ value: 0, currency: "EUR" }), { value: 0, currency: "EUR" });
  assert.deepEqual(parametersOf({ value: "1.299,90 €", currency: "EUR" }), { value: 1299.9, currency: "EUR" });
  assert.deepEqual(parametersOf({ value: 40 }), { value: 40 });
});

test("a currency that is no code is left out, the value stays", () => {
  for (const currency of ["€", "Euro", "EU", "", null, 978, ["EUR"], { code: "EUR" }]) {
    assert.deepEqual(parametersOf({ value: 40, currency }), { value: 40 });
  }
});

test("custom keys, lists and nested objects pass as they are", () => {
  const customData = {
    click_url: "https://shop.example/a?utm_source=mail&b=1#c",
    page: { name: "home", depth: { scroll: 0.5 } },
    contents: [{ id: 1, quantity: 2, item_price: 9.95 }],
    tags: ["a", ["b", { c: null }]],
    is_member: true,
    mobile: true,
    email_opt_in: "yes",
  };
  assert.deepEqual(parametersOf(customData), customData);
});

test("ids stay as a catalogue knows them, even where they look like phone numbers", () => {
  const customData = {
    content_ids: ["555-123-4567", "00012345678905", "+12345678"],
    contents: [{ id: "555-123-4567", sku: "020 7946 0018", variantId: "555 123 4567" }],
    order_id: "0151-23456789",
    transaction_id: "(555) 123-4567",
  };
  assert.deepEqual(parametersOf(customData), customData);
});

test("e-mail addresses, phone numbers and secrets are cut out of texts, however deep", () => {
  const parameters = parametersOf({
    note: "for jane@example.com",
    order_id: "jane@example.com-17",
    search_string: "call 555-123-4567",
    page: { url: "https://shop.example/?token=abc&a=1", tags: ["+44 20 7946 0018", { x: "jane%40example.com" }] },
  });
  assert.deepEqual(parameters, {
    note: "for redacted",
    order_id: "redacted",
    search_string: "call redacted",
    page: { url: "https://shop.example/?token=redacted&a=1", tags: ["redacted", { x: "redacted" }] },
  });
});

test("customer data and secrets among the parameters are left out by their names: arguments get mixed up", () => {
  const customData = {
    em: "jane",
    ph: "5551234567",
    fn: "Jane",
    ln: "Doe",
    db: "19900102",
    email: "jane",
    phone: 5551234567,
    telephone: { number: 5551234567 },
    first_name: "Jane",
    lastName: "Doe",
    password: "hunter2",
    accessToken: { value: "abc" },
    customer: { name: "home", billing: { full_name: "Jane Doe", address: "1 Main St", city: "Berlin" } },
  };
  assert.deepEqual(parametersOf(customData), { customer: { name: "home", billing: { city: "Berlin" } } });
});

test("keys that objects inherit are only keys, and none reaches a prototype", () => {
  const customData = JSON.parse(
    '{"__proto__": {"polluted": 1}, "constructor": "a", "toString": "b", "nested": {"__proto__": {"polluted": 1}, "valueOf": {"toString": 1}}}',
  );
  const { parameters } = prepareParameters(customData);
  assert.deepEqual(parameters, { constructor: "a", toString: "b", nested: { valueOf: { toString: 1 } } });
  assert.equal(Object.getPrototypeOf(parameters), Object.prototype);
  assert.equal((parameters as { polluted?: unknown }).polluted, undefined);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

/** Whatever `JSON.parse` can give. */
const json = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("value", "currency", "event_id", "numItems", "__proto__", "email", "id")),
  fc.jsonValue() as fc.Arbitrary<unknown>,
);

test("the page's object is left as it is, and preparing twice changes nothing more", () => {
  fc.assert(
    fc.property(json, (customData) => {
      const before = JSON.stringify(customData);
      const { parameters } = prepareParameters(customData);
      assert.equal(JSON.stringify(customData), before);
      assert.deepEqual(prepareParameters(parameters).parameters, parameters);
    }),
  );
});

test("a value is a finite number or absent, and a currency never comes without one", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (value, currency) => {
      const parameters = parametersOf({ value, currency });
      if ("value" in parameters) assert.ok(Number.isFinite(parameters.value));
      if ("currency" in parameters) assert.ok("value" in parameters);
    }),
  );
});

test("whoever asks hears under which keys something was cut out, and nothing else", () => {
  const heard: string[] = [];
  prepareParameters(
    {
      email: "jane@example.com",
      note: "call +49 30 123456",
      contents: [{ id: "a", tel: "030 123456789" }],
      page: "/a",
      value: 1,
    },
    (key) => heard.push(key),
  );
  assert.deepEqual(heard, ["email", "note", "tel"]);
});
