import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isAtOrBelow, matchesTrigger } from "./url-trigger.ts";

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
    ["//shop.example/a", "https://shop.example/a", true],
    ["HTTPS://SHOP.example/a", "https://shop.example/a", true],
    ["shop.example:8443/a", "https://shop.example:8443/a", true],
    ["shop.example:8443/a", "https://shop.example/a", false],
    ["https://shop.example/a?msclkid=1&gclid=2&_gl=3", "https://shop.example/a?wbraid=4", true],
    ["https://shop.example/a?clid_x=1", "https://shop.example/a", false],
    ["/über", "https://shop.example/%C3%BCber", true],
    ["", "https://shop.example/", false],
    ["ftp://shop.example/a", "https://shop.example/a", false],
    ["javascript:alert(1)", "https://shop.example/", false],
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

const path = fc.array(fc.stringMatching(/^[\w~!$'()*,;:@-]+$/), { maxLength: 4 }).map((parts) => `/${parts.join("/")}`);
const pairs = fc.array(fc.tuple(fc.stringMatching(/^x\w*$/), fc.string({ unit: "grapheme" })), { maxLength: 4 });
const address = fc.tuple(path, pairs).map(([way, query]) => {
  const url = new URL(`https://shop.example${way}`);
  for (const [name, value] of query) url.searchParams.append(name, value.toWellFormed());
  return url.href;
});

test("every address is its own trigger, whatever is added that does not matter", () => {
  fc.assert(
    fc.property(address, fc.webFragments(), (url, fragment) => {
      const page = new URL(url);
      page.searchParams.append("utm_source", "mail");
      page.searchParams.append("other", "1");
      page.hash = fragment;
      page.host = "www.shop.example";
      assert.ok(matchesTrigger(url, page.href));
      assert.ok(matchesTrigger(url.slice("https://shop.example".length), page.href));
    }),
  );
});

test("an address with another path or without one of the pairs is no match", () => {
  fc.assert(
    fc.property(address, (url) => {
      assert.ok(!matchesTrigger(url, url.replace("/shop.example", "/shop.example/x")));
      const page = new URL(url);
      page.searchParams.append("xNew", "1");
      assert.ok(!matchesTrigger(page.href, url) || new URL(url).searchParams.getAll("xNew").includes("1"));
    }),
  );
});

test("a path covers itself and all below it, and nothing beside it", () => {
  fc.assert(
    fc.property(address, path, (url, below) => {
      const { pathname } = new URL(url);
      const page = new URL(url);
      page.pathname = pathname + below;
      assert.ok(isAtOrBelow(pathname, page.href));
      assert.ok(isAtOrBelow("/", page.href));
      page.pathname = `${pathname.replace(/\/+$/, "")}x${below}`;
      assert.ok(!isAtOrBelow(pathname, page.href) || pathname === "/");
    }),
  );
  fc.assert(fc.property(fc.string(), fc.string(), (one, page) => typeof isAtOrBelow(one, page) === "boolean"));
});
