import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStore } from "../../test-support/memory-store.ts";
import { isOwnTraffic } from "./own-traffic.ts";

test("a link marks the browser as the site's own until another one takes that back", () => {
  const store = createMemoryStore();
  const visit = (query: string) => isOwnTraffic(store, `https://shop.example/${query}`);
  assert.equal(visit(""), false);
  assert.equal(visit("?a=1&pixelflow_ignore=1"), true);
  assert.equal(visit("cart"), true);
  assert.equal(visit("?pixelflow_ignore=yes"), true);
  assert.equal(visit("?pixelflow_ignore=0"), false);
  assert.equal(visit("cart"), false);
});

test("without storage the link holds for its own page", () => {
  const store = createMemoryStore({ quota: 0 });
  assert.equal(isOwnTraffic(store, "https://shop.example/?pixelflow_ignore=1"), true);
  assert.equal(isOwnTraffic(store, "https://shop.example/"), false);
});
