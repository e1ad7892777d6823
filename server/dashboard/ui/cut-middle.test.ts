import assert from "node:assert/strict";
import { test } from "node:test";
import { cutMiddle } from "./cut-middle.ts";

test("a long address keeps its beginning and its end", () => {
  assert.equal(cutMiddle("https://shop.example/a/very/long/path", 21), "https://sh…/long/path");
  assert.equal(cutMiddle("https://shop.example/", 21), "https://shop.example/");
});

test("letters outside the basic plane are not cut in half", () => {
  assert.equal(cutMiddle("😀😀😀😀😀😀", 5), "😀😀…😀😀");
});
