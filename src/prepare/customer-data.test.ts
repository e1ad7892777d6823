import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { prepareCustomerData } from "./customer-data.ts";

const hash = (text: string, algorithm = "sha256") => createHash(algorithm).update(text, "utf8").digest("hex");

test("every field is normalized and hashed by its own rule", () => {
  const customerData = prepareCustomerData({
    em: " J.Doe+x@EXAMPLE.com ",
    ph: "020 7946 0018",
    fn: "Anne-Marie",
    ln: "O'Neil",
    ge: "Female",
    db: "16.02.1997",
    ct: "São Paulo",
    st: "California",
    zp: "SW1A 1AA",
    country: "United Kingdom",
    external_id: " User 42",
  });
  assert.deepEqual(customerData, {
    em: hash("j.doe+x@example.com"),
    ph: hash("442079460018"),
    fn: hash("annemarie"),
    ln: hash("oneil"),
    ge: hash("f"),
    db: hash("19970216"),
    ct: hash("sopaulo"),
    st: hash("ca"),
    zp: hash("sw1a1aa"),
    country: hash("gb"),
    external_id: hash("user42"),
  });
});

test("hashes come out in lower case and are not hashed again, alone or among clear values", () => {
  const jane = hash("jane@example.com");
  const md5 = hash("jane@example.com", "md5");
  assert.deepEqual(prepareCustomerData({ em: ` ${jane.toUpperCase()} ` }), { em: jane });
  assert.deepEqual(prepareCustomerData({ em: md5.toUpperCase(), fn: "Jane" }), { em: md5, fn: hash("jane") });
  assert.deepEqual(prepareCustomerData({ em: [jane, "Jane@Example.com", "joe@example.com"] }), {
    em: [jane, hash("joe@example.com")],
  });
  const once = prepareCustomerData({ em: "jane@example.com", ph: "(555) 123-4567", country: "us" });
  assert.deepEqual(prepareCustomerData({ ...once }), once);
});

test("63 and 65 hex digits are ordinary text", () => {
  for (const length of [31, 33, 63, 65]) {
    assert.deepEqual(prepareCustomerData({ external_id: "a".repeat(length) }), {
      external_id: hash("a".repeat(length)),
    });
  }
});

test("a refused or blank value is absent, never the hash of nothing", () => {
  const blank = {
    em: "not an address",
    ph: "",
    fn: "   ",
    ln: "-",
    ge: "non-binary",
    db: "May 1st",
    ct: "東京",
    st: "!",
    zp: "1",
  };
  assert.deepEqual(prepareCustomerData({ ...blank, country: "Narnia", external_id: "\u00a0" }), {});
  for (const nothing of [
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    {},
    [],
    [[]],
    Symbol("em"),
    () => "x",
  ]) {
    assert.deepEqual(prepareCustomerData({ em: nothing, fn: nothing, external_id: nothing }), {}, String(nothing));
  }
});

test("lists stay lists, in order, without repeated and refused entries", () => {
  assert.deepEqual(prepareCustomerData({ em: ["a@b.co", "", "A@B.CO ", "nobody", "c@d.co"], fn: ["Jane"] }), {
    em: [hash("a@b.co"), hash("c@d.co")],
    fn: [hash("jane")],
  });
  assert.deepEqual(prepareCustomerData({ em: ["nobody", null] }), {});
});

test("an endless list is cut, so that the event stays small enough to be taken", () => {
  const { external_id } = prepareCustomerData({ external_id: Array.from({ length: 10_000 }, (_, i) => `id-${i}`) });
  assert.equal(external_id?.length, 100);
});

test("phone and postcode are read in the customer's country, however it is given and wherever it stands", () => {
  const expected = hash("442079460018");
  for (const country of [
    "GB",
    "gb",
    "United Kingdom (UK)",
    "GBR",
    ["", "Narnia", "gb"],
    hash("gb"),
    hash("gb").toUpperCase(),
  ]) {
    assert.equal(prepareCustomerData({ ph: "020 7946 0018", country }).ph, expected, String(country));
  }
  assert.equal(prepareCustomerData({ ph: "030 123456", country: "Deutschland" }).ph, hash("4930123456"));
  assert.equal(prepareCustomerData({ ph: "030 123456", country: "Allemagne" }, ["fr-FR"]).ph, hash("4930123456"));
  assert.equal(prepareCustomerData({ zp: "941031234", country: ["USA"] }).zp, hash("94103"));
});

test("a national phone is left out rather than guessed when its country is named but not known", () => {
  assert.deepEqual(prepareCustomerData({ ph: "020 7946 0018", country: "Narnia" }), {});
  assert.deepEqual(prepareCustomerData({ ph: "+44 20 7946 0018", country: "Narnia" }), { ph: hash("442079460018") });
  assert.deepEqual(prepareCustomerData({ ph: "(555) 123-4567", country: " " }), { ph: hash("15551234567") });
});

test("a whole order is reduced to what is known of the customer", () => {
  const order: Record<string, unknown> = {
    email: "jane@example.com",
    card: "4242424242424242",
    em: "jane@example.com",
  };
  for (let i = 0; i < 100; i++) order[`meta_${i}`] = { note: "Jane Doe, 1 Main Street" };
  assert.deepEqual(prepareCustomerData(order), { em: hash("jane@example.com") });
});

test("what the page has put on Object.prototype is nobody's data", () => {
  const prototype = Object.prototype as unknown as { em?: string; country?: string };
  prototype.em = "prototype@example.com";
  prototype.country = "gb";
  try {
    assert.deepEqual(Object.entries(prepareCustomerData({ ph: "(555) 123-4567" })), [["ph", hash("15551234567")]]);
  } finally {
    delete prototype.em;
    delete prototype.country;
  }
});

test("a field that throws when it is read costs only itself", () => {
  const fail = (): never => {
    throw new Error("no");
  };
  const { proxy: revoked, revoke } = Proxy.revocable([], {});
  revoke();
  const hostile = Object.defineProperties(
    { fn: "Jane", ln: new Proxy([], { get: fail }), ct: revoked },
    { em: { get: fail, enumerable: true }, country: { get: fail, enumerable: true } },
  );
  assert.deepEqual(prepareCustomerData(hostile), { fn: hash("jane") });
  assert.deepEqual(prepareCustomerData(revoked as unknown as Record<string, unknown>), {});
});

test("the page's object stays as it is, frozen or not", () => {
  const userData = Object.freeze({ em: Object.freeze([" A@B.co ", "c@d.co"]), country: "United States" });
  const before = JSON.stringify(userData);
  prepareCustomerData(userData);
  assert.equal(JSON.stringify(userData), before);
});

test("a field that is missing asks no rule: an event without customer data must not read every country's name", () => {
  const languages = Object.assign([], {
    join() {
      throw new Error("the names of countries were read");
    },
  });
  assert.deepEqual(prepareCustomerData({}, languages), {});
  assert.deepEqual(prepareCustomerData({ em: "jane@example.com", country: "" }, languages), {
    em: hash("jane@example.com"),
  });
  assert.throws(() => prepareCustomerData({ country: "Nowhere" }, languages), /names of countries were read/);
});
