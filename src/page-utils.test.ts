import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createPageUtils } from "./page-utils.ts";

const utils = createPageUtils();
const byNode = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

test("the documented examples give the documented results", async () => {
  assert.equal(utils.normalizeEmail(" Jane@Example.com "), "jane@example.com");
  assert.equal(utils.normalizeName(" John "), "john");
  assert.equal(utils.normalizePhone("+1 (555) 123-4567", "US"), "15551234567");
  assert.equal(utils.normalizeAlnumLower("New York"), "newyork");
  assert.equal(utils.normalizePostal("94103-1234"), "94103");
  assert.equal(utils.normalizeCountry("United States"), "us");
  const hashed = await utils.normalizeCustomerData({
    em: "Jane@Example.com",
    fn: " John ",
    ln: "Doe",
    ph: "(555) 123-4567",
  });
  assert.deepEqual(hashed, {
    em: byNode("jane@example.com"),
    ph: byNode("15551234567"),
    fn: byNode("john"),
    ln: byNode("doe"),
  });
});

test("what is already hashed is not hashed again", async () => {
  const hash = byNode("jane@example.com");
  const hashed = await utils.normalizeCustomerData({ em: hash.toUpperCase() });
  assert.deepEqual(hashed, { em: hash });
  assert.deepEqual(await utils.normalizeCustomerData(hashed), { em: hash });
});
