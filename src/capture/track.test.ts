import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeClock } from "../test-support/fake-clock.ts";
import type { Outcome, TrackCall, UserDataParts } from "../types.ts";
import { SETTLE_MS } from "../wire/queued-call.ts";
import { createUserDataWait } from "./await-user-data.ts";
import { createTrack } from "./track.ts";

const PAGE = { url: "https://shop.example/now", referrer: "https://search.example/" };

/** `trackEvent` with the next stage under the test's control. */
function createScene({
  read = (known: unknown): UserDataParts => ({ known: (known ?? {}) as Record<string, unknown> }),
} = {}) {
  const clock = createFakeClock();
  const next: { call: TrackCall; outcome: Outcome }[] = [];
  const warnings: string[] = [];
  const userData = createUserDataWait({ read, clock });
  const track = createTrack({
    clock,
    readPage: () => PAGE,
    newEventId: () => "minted",
    report: { warn: (message) => warnings.push(message), error() {} },
    whenUserDataKnown: userData.whenKnown,
    next: (call, outcome) => next.push({ call, outcome }),
  });
  return { clock, next, warnings, userData, track };
}

const STILL_OPEN = Symbol();
const now = (promise: Promise<unknown>) =>
  Promise.race([promise, new Promise((resolve) => setImmediate(resolve, STILL_OPEN))]);

test("a call passes on at once, with the page, the time and a fresh id", () => {
  const { track, next, clock } = createScene();
  track(["Purchase", { value: 40 }, { em: "jane@example.com" }]);
  assert.deepEqual(next[0]?.call, {
    eventName: "Purchase",
    customData: { value: 40 },
    userData: { em: "jane@example.com" },
    eventId: "minted",
    at: clock.now(),
    ...PAGE,
  });
});

test("a queued call keeps the id, the time and the address it was made with", () => {
  const { track, next, clock } = createScene();
  const at = clock.now() - 3000;
  track(["Lead"], Object.assign(["trackEvent", "Lead"], { id: "early", time: at, url: "https://shop.example/then" }));
  const { eventId, at: calledAt, url } = next[0]?.call ?? {};
  assert.deepEqual({ eventId, calledAt, url }, { eventId: "early", calledAt: at, url: "https://shop.example/then" });
});

test("an older snippet's bare entry gets what is true now", () => {
  const { track, next, clock } = createScene();
  track(["Lead"], ["trackEvent", "Lead"]);
  const { eventId, at, url } = next[0]?.call ?? {};
  assert.deepEqual({ eventId, at, url }, { eventId: "minted", at: clock.now(), url: PAGE.url });
});

test("a call that is no event resolves false, warns once and goes no further", async () => {
  const { track, next, warnings, clock } = createScene();
  assert.equal(await track([42, {}, { em: "jane@example.com" }]), false);
  assert.deepEqual([next.length, clock.pending().length], [0, 0]);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? "", /^trackEvent: the first argument.*Nothing was sent\.$/);
  assert.doesNotMatch(warnings[0] ?? "", /jane/);
});

test("the page hears the first attempt's outcome", async () => {
  for (const delivered of [true, false]) {
    const { track, next, clock } = createScene();
    const answer = track(["Lead"]);
    next[0]?.outcome.stored();
    assert.equal(await now(answer), STILL_OPEN);
    next[0]?.outcome.settle(delivered);
    assert.equal(await now(answer), delivered);
    assert.deepEqual(clock.pending(), [], "no timer is left behind");
  }
});

test("with no answer in time the page hears whether the event is safe", async () => {
  for (const isSafe of [true, false]) {
    const { track, next, clock } = createScene();
    const answer = track(["Purchase"]);
    if (isSafe) next[0]?.outcome.stored();
    clock.pass(SETTLE_MS - 1);
    assert.equal(await now(answer), STILL_OPEN);
    clock.pass(1);
    assert.equal(await now(answer), isSafe);
    // A later outcome changes nothing.
    next[0]?.outcome.settle(!isSafe);
    assert.equal(await answer, isSafe);
  }
});

test("the five seconds count from the call, also from one that waited for the tag", async () => {
  const { track, clock } = createScene();
  const answer = track(["Lead"], Object.assign(["trackEvent", "Lead"], { time: clock.now() - 3000 }));
  assert.deepEqual(clock.pending(), [SETTLE_MS - 3000]);
  clock.pass(SETTLE_MS - 3000);
  assert.equal(await now(answer), false);
});

test("a clock that was set back or forward since the call makes the page wait no longer", () => {
  const { track, clock } = createScene();
  track(["Lead"], Object.assign(["trackEvent", "Lead"], { time: clock.now() - 60_000 }));
  track(["Lead"], Object.assign(["trackEvent", "Lead"], { time: clock.now() + 3_600_000 }));
  assert.deepEqual(clock.pending(), [0, SETTLE_MS]);
});

test("customer data that never comes does not keep the page waiting, and the event goes without it", async () => {
  const { track, next, clock } = createScene({ read: () => ({ known: {}, rest: new Promise(() => {}) }) });
  const answer = track(["Lead", {}, new Promise(() => {})]);
  assert.equal(next.length, 0);
  clock.pass(SETTLE_MS);
  assert.equal(next.length, 1, "passed on before the page's promise ends");
  assert.equal(await now(answer), false);
});

test("when the page is left, a call that waits for customer data passes on with what is known", () => {
  const { track, next, userData } = createScene({
    read: () => ({ known: { em: "jane@example.com" }, rest: new Promise(() => {}) }),
  });
  track(["Purchase"]);
  userData.giveUp();
  assert.deepEqual(next[0]?.call.userData, { em: "jane@example.com" });
});
