import assert from "node:assert/strict";
import { test } from "node:test";
import type { Decision } from "./consent-cookies.ts";
import { findDecision, findKept } from "./find-decision.ts";

const decision = (state: Decision["state"], source: string, timestamp: number): Decision => ({
  state,
  source,
  timestamp,
});

test("a kept decision counts unless its own platform asks again, or nobody asks at all", () => {
  const byPage = decision("granted", "api", 1);
  const byPlatform = decision("granted", "cookiebot", 1);
  const refusal = decision("denied", "cookiebot", 1);
  assert.equal(findKept(undefined, "opt_in", []), undefined);
  assert.equal(findKept(byPlatform, "opt_in", []), byPlatform);
  assert.equal(findKept(byPlatform, undefined, ["onetrust"]), byPlatform);
  assert.equal(findKept(byPlatform, "opt_in", ["cookiebot"]), undefined);
  assert.equal(findKept(refusal, "opt_in", ["cookiebot"]), refusal, "a refusal holds until it is taken back");
  assert.equal(findKept(byPlatform, "off", []), undefined);
  assert.equal(findKept(refusal, "off", []), undefined);
  assert.equal(findKept(byPage, "off", []), byPage, "what the page itself said holds in every mode");
  assert.equal(findKept(byPage, "opt_in", ["api"]), byPage);
});

test("the youngest decision holds, and one that is only repeated is as old as it was", () => {
  const old = decision("granted", "api", 10);
  assert.equal(findDecision(undefined, undefined), undefined);
  assert.deepEqual(findDecision(undefined, old), { ...old, source: "cache" });
  assert.deepEqual(findDecision(decision("denied", "gcm", 20), old), decision("denied", "gcm", 20));
  assert.deepEqual(findDecision(decision("granted", "gcm", 20), old), decision("granted", "gcm", 10));
  const fromAnotherTab = decision("denied", "api", 30);
  assert.deepEqual(findDecision(decision("granted", "gcm", 20), fromAnotherTab), decision("denied", "cache", 30));
});
