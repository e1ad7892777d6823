import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { sha256 } from "./sha256.ts";

const byNode = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

test("Meta's published examples hash to Meta's published values", () => {
  assert.ok(sha256("john_smith@gmail.com").startsWith("62a14e44"));
  assert.ok(sha256("16505551212").startsWith("e323ec62"));
  assert.ok(sha256("mary").startsWith("6915771b"));
  assert.ok(sha256("정").startsWith("8fa8cd9c"));
  assert.ok(sha256("valéry").startsWith("08e1996b"));
  assert.ok(sha256("19970216").startsWith("01acdbf6"));
  assert.ok(sha256("us").startsWith("79adb2a2"));
});

test("every length around the padding's borders hashes as node:crypto does", () => {
  for (let length = 0; length <= 300; length++) {
    for (const letter of ["a", "ß", "정", "😀"]) {
      const text = letter.repeat(length);
      assert.equal(sha256(text), byNode(text), `${length} times ${letter}`);
    }
  }
});

test("any well-formed text up to 10 KB hashes as node:crypto does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2_500, size: "max" }), (text) => {
      assert.equal(sha256(text), byNode(text));
    }),
    { numRuns: 1_000 },
  );
});

test("a lone surrogate counts as the replacement character", () => {
  assert.equal(sha256("a\ud800b"), byNode("a\ufffdb"));
});
