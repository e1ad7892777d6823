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
    if (verdict.kind === "configuration") return pauseLane(lane, { now, waitMs: PROBE_MS, ...verdict });
    if (verdict.kind === "throttled") return pauseLane(lane, { now, ...verdict });
  }
  if (verdicts.some(({ kind }) => kind === "sent" || kind === "rejected"))
    return { pause: null, maxInFlight: Math.min(MAX_IN_FLIGHT, lane.maxInFlight + 1), repeats: 0 };
  const retry = verdicts.find(({ kind }) => kind === "retry");
  // A refusal for an unknown reason is about these events; anything else is about reaching Meta at all.
  if (retry?.kind !== "retry" || !["unreachable", "meta_error"].includes(retry.reason)) return lane;
  return pauseLane(lane, { now, error: retry.error, kind: "unreachable", waitMs: undefined });
}

interface Trouble {
  kind: Pause["kind"];
  now: number;
  error: string;
  /** undefined: the usual wait of its kind, longer each time. */
  waitMs: number | undefined;
}

const WAITS = {
  unreachable: { first: FIRST_UNREACHABLE_MS, longest: LONGEST_UNREACHABLE_MS },
  throttled: { first: FIRST_THROTTLE_MS, longest: LONGEST_THROTTLE_MS },
  configuration: { first: PROBE_MS, longest: PROBE_MS },
} satisfies Record<Pause["kind"], { first: number; longest: number }>;

function pauseLane({ pause, repeats }: LaneState, { kind, now, error, waitMs }: Trouble): LaneState {
  const before = pause?.kind === kind ? repeats : 0;
  const { first, longest } = WAITS[kind];
  // What several requests that were under way together learn is one lesson, not several.
  if (pause?.kind === kind && pause.until > now && (waitMs === undefined || pause.until >= now + waitMs))
    return { pause, maxInFlight: 1, repeats };
  const until = now + (waitMs ?? Math.min(longest, first * 2 ** before));
  return { pause: { kind, until, error }, maxInFlight: 1, repeats: before + 1 };
}
