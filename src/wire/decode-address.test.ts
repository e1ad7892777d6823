import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeAddress, decodeOnce } from "./decode-address.ts";

test("what redirects have encoded again and again becomes readable", () => {
  let text = "jane@example.com/ü?";
  for (let layer = 0; layer < 5; layer++) {
    text = encodeURIComponent(text);
    assert.equal(decodeAddress(text), "jane@example.com/ü?");
  }
});

test("an e-mail is read even beside bytes that are no text", () => {
  assert.equal(decodeAddress("100%&jane%40example.com"), "100%&jane@example.com");
  assert.equal(decodeAddress("%E4jane%2540example.com"), "äjane@example.com");
  assert.equal(decodeOnce("100% caf%C3%A9"), "100% café");
});

test("a plus stays a plus, and one layer is one layer", () => {
  assert.equal(decodeAddress("+44+20"), "+44+20");
  assert.equal(decodeOnce("a%252Bb"), "a%2Bb");
});

test("any text is decoded without throwing, and text without a percent sign is left alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("%", "2", "5", "4", "0", "f", "é", "@", "\ud800") }), (text) => {
      decodeAddress(text);
      assert.equal(decodeAddress(text.replaceAll("%", "")), text.replaceAll("%", ""));
    }),
  );
});
