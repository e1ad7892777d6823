import assert from "node:assert/strict";
import { test } from "node:test";
import { readSwitch } from "./read-switch.ts";
import { createMemoryStore } from "./test-support/memory-store.ts";

test("a link turns a switch on until another one turns it off", () => {
  const store = createMemoryStore();
  const visit = (query: string) => readSwitch("ignore", store, `https://shop.example/${query}`);
  assert.equal(visit("") ?? "", "");
  assert.equal(visit("?a=1&pixelflow_ignore=1"), "1");
  assert.equal(visit("cart"), "1");
  assert.equal(visit("?pixelflow_ignore=yes"), "1");
  assert.equal(visit("?pixelflow_debug=0"), "1");
  assert.equal(visit("?pixelflow_ignore=0"), "0");
  assert.equal(visit("cart"), "0");
});

test("without storage the link holds for its own page", () => {
  const store = createMemoryStore({ quota: 0 });
  assert.equal(readSwitch("debug", store, "https://shop.example/?pixelflow_debug=1"), "1");
  assert.equal(readSwitch("debug", store, "https://shop.example/") ?? "", "");
});

test("only a parameter of that very name is such a link", () => {
  const store = createMemoryStore();
  for (const query of ["?xpixelflow_ignore=1", "?note=pixelflow_ignore=1", "pixelflow_ignore=1", "?pixelflow_ignore"])
    assert.equal(readSwitch("ignore", store, `https://shop.example/${query}`) ?? "", "", query);
});
