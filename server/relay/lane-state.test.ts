import assert from "node:assert/strict";
import { test } from "node:test";
import type { Verdict } from "./classify.ts";
import type { Outcome } from "./deliver.ts";
import { FRESH_LANE, type LaneState, nextLaneState } from "./lane-state.ts";

const outcome = (verdict: Verdict) => [{ verdict } as Outcome];
const SENT = outcome({ kind: "sent" });
const DOWN = outcome({ kind: "retry", reason: "meta_error", error: "Meta answered 500." });
const throttled = (waitMs?: number) => outcome({ kind: "throttled", reason: "throttled", error: "Slow down.", waitMs });

/** Applies what happens one after the other, each at the end of the pause before it. */
function waitsOf(happenings: Outcome[][]): number[] {
  let lane: LaneState = FRESH_LANE;
  let now = 0;
  return happenings.map((outcomes) => {
    lane = nextLaneState(lane, outcomes, now);
    const waitMs = lane.pause ? lane.pause.until - now : 0;
    now += waitMs;
    return waitMs / 1000;
  });
}

test("an outage is asked about ever more rarely, once a minute at most", () => {
  assert.deepEqual(waitsOf(Array(8).fill(DOWN)), [1, 2, 4, 8, 16, 32, 60, 60]);
  assert.deepEqual(waitsOf([DOWN, DOWN, SENT, DOWN]), [1, 2, 0, 1]);
});

test("throttling without a hint waits a minute, doubling to fifteen; a hint counts", () => {
  assert.deepEqual(waitsOf(Array(6).fill(throttled())), [60, 120, 240, 480, 900, 900]);
  assert.deepEqual(waitsOf([throttled(420_000)]), [420]);
});

test("what requests under way together learn is one lesson", () => {
  const first = nextLaneState(FRESH_LANE, DOWN, 0);
  const second = nextLaneState(first, DOWN, 300);
  assert.deepEqual(second, first);
  const longer = nextLaneState(nextLaneState(FRESH_LANE, throttled(60_000), 0), throttled(300_000), 10);
  assert.equal(longer.pause?.until, 300_010);
});

test("each success lets one more request run beside the others, trouble leaves one", () => {
  let lane: LaneState = FRESH_LANE;
  for (let success = 0; success < 20; success += 1) lane = nextLaneState(lane, SENT, 0);
  assert.equal(lane.maxInFlight, 8);
  assert.equal(nextLaneState(lane, DOWN, 0).maxInFlight, 1);
});

test("a refusal of events says nothing against the pixel", () => {
  const unknown = outcome({ kind: "retry", reason: "unknown", error: "?" });
  assert.equal(nextLaneState(FRESH_LANE, unknown, 0), FRESH_LANE);
  const rejected = outcome({ kind: "rejected", reason: "rejected", error: "No." });
  assert.equal(nextLaneState(nextLaneState(FRESH_LANE, DOWN, 0), rejected, 0).pause, null);
});
