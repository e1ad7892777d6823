import assert from "node:assert/strict";
import { test } from "node:test";
import { createTokenBuckets } from "./token-buckets.ts";

test("a burst passes, then the rate holds, then it refills", () => {
  let time = 0;
  const buckets = createTokenBuckets({ perSecond: 10, burst: 50, now: () => time });
  assert.equal(buckets.take("a", 50), 0);
  assert.equal(buckets.take("a"), 100);
  assert.equal(buckets.take("b"), 0);
  time = 100;
  assert.equal(buckets.take("a"), 0);
  time = 100_000;
  assert.equal(buckets.take("a", 50), 0);
});

test("more than a burst at once passes from a full bucket and is paid back", () => {
  let time = 0;
  const buckets = createTokenBuckets({ perSecond: 10, burst: 50, now: () => time });
  assert.equal(buckets.take("a", 100), 0);
  time = 5000;
  assert.equal(buckets.take("a"), 100);
});

test("a flood of keys does not fill the memory", () => {
  let time = 0;
  const buckets = createTokenBuckets({ perSecond: 1, burst: 2, now: () => time, maxKeys: 10 });
  buckets.take("noisy", 2);
  for (let key = 0; key < 1000; key += 1) {
    time += 1;
    buckets.take(String(key));
  }
  assert.equal(buckets.take("noisy", 2), 0);
});
