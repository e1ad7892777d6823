import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createPageUtils } from "./page-utils.ts";

const utils = createPageUtils();
const hash = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

test("the documented examples give the documented results", async () => {
  assert.equal(utils.normalizeEmail(" Jane@Example.com "), "jane@example.com");
  assert.equal(utils.normalizeName(" John "), "john");
  assert.equal(utils.normalizePhone("+1 (555) 123-4567", "US"), "15551234567");
  assert.equal(utils.normalizeAlnumLower("New York"), "newyork");
  assert.equal(utils.normalizeAlnumLower("29 Palms"), "29palms");
  assert.equal(utils.normalizePostal("94103-1234"), "94103");
  assert.equal(utils.normalizeCountry("United States"), "us");
  const userData = { em: "Jane@Example.com", fn: " John ", ln: "Doe", ph: "(555) 123-4567" };
  assert.deepEqual(await utils.normalizeCustomerData(userData), {
    em: hash("jane@example.com"),
    ph: hash("15551234567"),
    fn: hash("john"),
    ln: hash("doe"),
  });
});

test("refused input gives an empty text, and a hash comes back as that hash", () => {
  const single = [
    utils.normalizeEmail,
    utils.normalizeName,
    utils.normalizePhone,
    utils.normalizeAlnumLower,
    utils.normalizePostal,
    utils.normalizeCountry,
    utils.hash,
  ];
  for (const normalize of single) {
    for (const nothing of [undefined, null, "", " ", {}, [], true, Symbol("x"), () => "x"])
      assert.equal(normalize(nothing), "");
    assert.equal(normalize(hash("x").toUpperCase()), hash("x"));
  }
});

test("the wrong normalizer for a field does no harm", async () => {
  assert.equal(utils.normalizeCountry("New York"), "");
  assert.equal(utils.normalizePhone("Jane"), "");
  assert.equal(utils.normalizeEmail("94103"), "");
  const userData = { ct: utils.normalizeCountry("New York"), em: utils.normalizeEmail("a@b.co") };
  assert.deepEqual(await utils.normalizeCustomerData(userData), { em: hash("a@b.co") });
});

test("normalizing by hand first, as documented, gives the same hashes", async () => {
  const raw = { em: " Jane@Example.com", fn: "Anne-Marie", ph: "0151 23456789", zp: "94103-1234", country: "Germany" };
  const byHand = {
    em: utils.normalizeEmail(raw.em),
    fn: utils.normalizeName(raw.fn),
    ph: utils.normalizePhone(raw.ph, raw.country),
    zp: utils.normalizePostal(raw.zp),
    country: utils.normalizeCountry(raw.country),
  };
  assert.deepEqual(await utils.normalizeCustomerData(byHand), await utils.normalizeCustomerData(raw));
  const { country, ...withoutCountry } = byHand;
  assert.deepEqual(
    { ...(await utils.normalizeCustomerData(withoutCountry)), country: hash(country) },
    await utils.normalizeCustomerData(raw),
  );
});

test("a phone's country may be a code or a name, and is needed by national numbers only", () => {
  assert.equal(utils.normalizePhone("020 7946 0018", "gb"), "442079460018");
  assert.equal(utils.normalizePhone("020 7946 0018", "United Kingdom"), "442079460018");
  assert.equal(utils.normalizePhone("020 7946 0018", hash("gb")), "442079460018");
  assert.equal(utils.normalizePhone("020 7946 0018", "Narnia"), "");
  assert.equal(utils.normalizePhone("+44 20 7946 0018", "Narnia"), "442079460018");
  assert.equal(utils.normalizePhone(5551234567), "15551234567");
});

test("names of countries are understood in the page's language, as it is at the call", () => {
  let languages = ["de"];
  const { normalizeCountry } = createPageUtils(() => languages);
  assert.equal(normalizeCountry("Frankreich"), "fr");
  languages = ["ja"];
  assert.equal(normalizeCountry("フランス"), "fr");
});

test("sha256 digests what it is given; hash takes a customer's value", () => {
  assert.equal(utils.sha256(""), hash(""));
  assert.equal(utils.sha256(hash("x")), hash(hash("x")));
  assert.equal(utils.sha256(5), hash("5"));
  assert.equal(utils.sha256(null), "");
  assert.equal(utils.hash("jane@example.com"), hash("jane@example.com"));
  assert.equal(utils.hash(hash("x")), hash("x"));
  assert.equal(utils.hash(hash("")), "");
});

test("normalize goes by a field's rule, and without one trims and lower-cases", () => {
  assert.equal(utils.normalize(" Jane@Example.com ", "em"), "jane@example.com");
  assert.equal(utils.normalize("020 7946 0018", "ph", "United Kingdom"), "442079460018");
  assert.equal(utils.normalize("2/16/1997", "db"), "19970216");
  assert.equal(utils.normalize(" Hello World "), "hello world");
  for (const field of ["card", "constructor", "__proto__", 5, {}]) assert.equal(utils.normalize(" A ", field), "a");
});

test("the functions work detached, from any page's variable", () => {
  const { normalizePhone, normalizeCustomerData } = utils;
  assert.equal(normalizePhone("(555) 123-4567"), "15551234567");
  assert.ok(normalizeCustomerData({}) instanceof Promise);
});

test("prototypes that the page has added to change nothing", async () => {
  const object = Object.prototype as unknown as Record<string, unknown>;
  const array = Array.prototype as unknown as Record<string, unknown>;
  const added = ["em", "us", "country", "each", "toJSON", "length2", "usa", "style"];
  for (const key of added) {
    object[key] = () => "polluted";
    array[key] = () => "polluted";
  }
  try {
    const polluted = createPageUtils();
    assert.equal(polluted.normalizeCountry("United States"), "us");
    assert.equal(polluted.normalizeCountry("each"), "");
    assert.equal(polluted.normalizePhone("020 7946 0018", "GB"), "442079460018");
    const hashed = await polluted.normalizeCustomerData({ fn: ["Jane"], st: "State of Texas", ge: "each" });
    assert.deepEqual(Object.entries(hashed), [
      ["fn", [hash("jane")]],
      ["st", hash("tx")],
    ]);
  } finally {
    for (const key of added) {
      delete object[key];
      delete array[key];
    }
  }
});
