import assert from "node:assert/strict";
import { test } from "node:test";
import { HttpError } from "../http/http-error.ts";
import { createTraffic } from "./traffic.ts";

function waitOf(ask: () => void): number {
  try {
    ask();
    return 0;
  } catch (error) {
    assert.ok(error instanceof HttpError);
    assert.equal(error.status, 429);
    return Number(error.headers["retry-after"]);
  }
}

test("a burst of five seconds' worth passes, then the rate of the address holds", () => {
  let time = 0;
  const traffic = createTraffic({ perKey: 0, perIp: 10, now: () => time });
  for (let request = 0; request < 50; request += 1)
    assert.equal(
      waitOf(() => traffic.admitRequest("203.0.113.7")),
      0,
    );
  assert.equal(
    waitOf(() => traffic.admitRequest("203.0.113.7")),
    1,
  );
  assert.equal(
    waitOf(() => traffic.admitRequest("203.0.113.8")),
    0,
  );
  time += 1000;
  assert.equal(
    waitOf(() => traffic.admitRequest("203.0.113.7")),
    0,
  );
});

test("events count, not bodies, and the key's limit holds over all addresses", () => {
  const traffic = createTraffic({ perKey: 10, perIp: 0, now: () => 0 });
  assert.equal(
    waitOf(() => traffic.admitEvents("203.0.113.7", "shop", 40)),
    0,
  );
  assert.equal(
    waitOf(() => traffic.admitEvents("203.0.113.8", "shop", 20)),
    1,
  );
  assert.equal(
    waitOf(() => traffic.admitEvents("203.0.113.8", "other", 20)),
    0,
  );
});

test("an address that exceeds its rate for a whole minute is paused for ten", () => {
  let time = 0;
  const traffic = createTraffic({ perKey: 0, perIp: 10, now: () => time });
  const flood = () => {
    for (let request = 0; request < 700; request += 1) waitOf(() => traffic.admitRequest("2001:db8::1"));
  };
  flood();
  assert.equal(
    waitOf(() => traffic.admitRequest("2001:db8::2")),
    600,
  );
  time = 599_000;
  assert.equal(
    waitOf(() => traffic.admitRequest("2001:db8::1")),
    1,
  );
  time = 600_000;
  assert.equal(
    waitOf(() => traffic.admitRequest("2001:db8::1")),
    0,
  );
});

test("zero is no limit", () => {
  const traffic = createTraffic({ perKey: 0, perIp: 0, now: () => 0 });
  for (let request = 0; request < 10_000; request += 1) traffic.admitEvents("203.0.113.7", "shop", 500);
});
