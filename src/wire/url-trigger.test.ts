import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matchesTrigger } from "./url-trigger.ts";

test("an address fires exactly the triggers that name its page", () => {
  const table: [trigger: string, page: string, fires: boolean][] = [
    ["https://shop.example/?s=search", "https://www.shop.example/?s=search&x=1", true],
    ["https://shop.example/?s=search", "https://shop.example/?s=other", false],
    ["https://shop.example/?s=search", "https://shop.example/", false],
    ["/thank-you", "https://shop.example/thank-you", true],
    ["/thank-you", "https://other.example/thank-you/?order=7#top", true],
    ["/thank-you/", "https://shop.example/thank-you", true],
    ["/thank-you", "https://shop.example/Thank-You", false],
    ["/thank-you", "https://shop.example/thank-you/more", false],
    ["https://shop.example/a#b", "https://shop.example/a#c", true],
    ["https://shop.example/a?utm_source=x", "https://shop.example/a", true],
    ["https://shop.example/a", "https://shop.example/a?fbclid=1", true],
    ["https://shop.example/a", "http://shop.example/a", true],
    ["shop.example/a", "https://shop.example/a", true],
    ["https://shop.example/a", "https://shop.example.evil/a", false],
    ["/a?tag=1&tag=2", "https://shop.example/a?tag=2&tag=1", true],
    ["", "https://shop.example/", false],
    ["/", "https://shop.example", true],
    ["/a", "javascript:alert(1)", false],
    ["/a", "no address", false],
  ];
  for (const [trigger, page, fires] of table)
    assert.equal(matchesTrigger(trigger, page), fires, `${trigger} on ${page}`);
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (trigger, page) => typeof matchesTrigger(trigger, page) === "boolean"),
  );
});
