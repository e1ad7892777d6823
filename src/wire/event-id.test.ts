import assert from "node:assert/strict";
import { test } from "node:test";
import { mintEventId } from "./event-id.ts";
import { MAX_EVENT_ID_LENGTH } from "./limits.ts";

test("no two of many events get the same id", () => {
  const ids = Array.from({ length: 10_000 }, () => mintEventId(crypto));
  assert.equal(new Set(ids).size, ids.length);
});

test("an id is all of 128 random bits, as text that every store and Meta take as it is", () => {
  const largest = { getRandomValues: <T>(array: T) => (array as Uint32Array).fill(0xffffffff) as T };
  assert.equal(mintEventId(largest as typeof crypto), "4294967295-4294967295-4294967295-4294967295");
  const id = mintEventId(crypto);
  assert.match(id, /^\d+-\d+-\d+-\d+$/);
  assert.ok(id.length < MAX_EVENT_ID_LENGTH);
});

test("a page that seeds Math.random does not make two visitors mint the same id", (context) => {
  context.mock.method(Math, "random", () => 0.5);
  assert.notEqual(mintEventId(crypto), mintEventId(crypto));
});
