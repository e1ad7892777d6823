import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanText } from "./clean-text.ts";

const CUT: [text: string, clean: string][] = [
  ["for jane@example.com, soon", "for redacted, soon"],
  ["https://shop.example/a?token=abc&x=1#top", "https://shop.example/a?token=redacted&x=1#top"],
  ["https://shop.example/?x=1&email=jane%40example.com", "https://shop.example/?x=1&email=redacted"],
  ["https://shop.example/?u=jane%2540example.com&x=1", "https://shop.example/?u=redacted&x=1"],
  ["https://shop.example/u/jane%40example.com/b", "https://shop.example/u/redacted/b"],
  ["/login?next=%2Freset%3Ftoken%3Dabc", "/login?next=redacted"],
  ["https://app.example/#access_token=abc&state=1", "https://app.example/#access_token=redacted&state=1"],
  ["password=hunter2", "password=redacted"],
  ["login with password=hunter2 please", "login with password=redacted please"],
  ["call 555-123-4567", "call redacted"],
];

for (const [text, clean] of CUT) {
  test(`"${text}" is sent as "${clean}"`, () => assert.equal(cleanText(text), clean));
}

const KEPT = [
  "",
  "Red shoes, size 42",
  "https://shop.example/a?utm_source=mail&fbclid=abc&x=1#top",
  "a=b=c; d == e && f",
  "1+1=2",
  "https://shop.example/logo@2x.png?v=1",
  "<b class='x'>Sale = 50%</b>",
  "name=value",
  "東京 = Tokyo",
];

for (const text of KEPT) {
  test(`"${text}" stays byte for byte`, () => assert.equal(cleanText(text), text));
}

const PIECES = ["?", "&", "=", " ", "token", "a", "@", "%40", ".", "b.c", "x@y.zz", "\n", '"', "#", "%2F"];

test("cleaning twice is cleaning once, and nothing is thrown", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 40 }), (text) => {
      const clean = cleanText(text);
      assert.equal(cleanText(clean), clean);
    }),
    { numRuns: 3000 },
  );
});

test("hostile text takes time in proportion to its length", () => {
  for (const piece of PIECES) {
    const start = process.cpuUsage();
    cleanText(`=${piece.repeat(Math.ceil(100_000 / piece.length))}`);
    const { user, system } = process.cpuUsage(start);
    // Processor time, not the clock's: a linear search takes a hundredth of the limit, a quadratic one many times it.
    assert.ok(user + system < 2_000_000, piece);
  }
});
