import type { Outcome } from "./deliver.ts";

/** Why a pixel is left alone for now. */
export interface Pause {
  kind: "unreachable" | "throttled" | "configuration";
  until: number;
  error: string;
}

/** How one pixel is doing: what it may be given, and when. */
export interface LaneState {
  readonly pause: Pause | null;
  /** How many requests may be under way. */
  readonly maxInFlight: number;
  /** Pauses of this kind in a row, which make each longer than the last. */
  readonly repeats: number;
}

/** A pixel that nothing is known of yet. */
export const FRESH_LANE: LaneState = { pause: null, maxInFlight: 1, repeats: 0 };

/** With Meta answering in about half a second, and 50 events a request, this carries some 800 events a second. */
const MAX_IN_FLIGHT = 8;
const FIRST_UNREACHABLE_MS = 1000;
const LONGEST_UNREACHABLE_MS = 60_000;
const FIRST_THROTTLE_MS = 60_000;
const LONGEST_THROTTLE_MS = 15 * 60_000;
/** A wrong token gets right by someone's hand; one event is tried now and then to notice. */
const PROBE_MS = 15 * 60_000;

/** The lane after a batch. One request that gets through ends a pause and lets one more run beside it. */
export function nextLaneState(lane: LaneState, outcomes: Outcome[], now: number): LaneState {
  const verdicts = outcomes.map(({ verdict }) => verdict);
  for (const verdict of verdicts) {
    if (verdict.kind === "configuration") return pauseLane(lane, "configuration", now + PROBE_MS, verdict.error);
    if (verdict.kind === "throttled") {
      const waitMs = verdict.waitMs ?? doubled(FIRST_THROTTLE_MS, LONGEST_THROTTLE_MS, repeatsOf(lane, "throttled"));
      return pauseLane(lane, "throttled", now + waitMs, verdict.error);
    }
  }
  if (verdicts.some(({ kind }) => kind === "sent" || kind === "rejected"))
    return { pause: null, maxInFlight: Math.min(MAX_IN_FLIGHT, lane.maxInFlight + 1), repeats: 0 };
  const retry = verdicts.find(({ kind }) => kind === "retry");
  // A refusal for an unknown reason is about these events; anything else is about reaching Meta at all.
  if (retry?.kind !== "retry" || !["unreachable", "meta_error"].includes(retry.reason)) return lane;
  const waitMs = doubled(FIRST_UNREACHABLE_MS, LONGEST_UNREACHABLE_MS, repeatsOf(lane, "unreachable"));
  return pauseLane(lane, "unreachable", now + waitMs, retry.error);
}

function pauseLane(lane: LaneState, kind: Pause["kind"], until: number, error: string): LaneState {
  // What several requests under way learn at the same time is one lesson.
  const sameLesson = lane.pause !== null && lane.pause.kind === kind && lane.pause.until >= until;
  const pause = sameLesson ? lane.pause : { kind, until, error };
  return { pause, maxInFlight: 1, repeats: sameLesson ? lane.repeats : repeatsOf(lane, kind) + 1 };
}

function repeatsOf({ pause, repeats }: LaneState, kind: Pause["kind"]): number {
  return pause?.kind === kind ? repeats : 0;
}

function doubled(first: number, longest: number, repeats: number): number {
  return Math.min(longest, first * 2 ** repeats);
}
