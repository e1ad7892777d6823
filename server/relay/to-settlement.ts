import type { ClaimedRow, Settlement } from "../store/store.ts";
import type { Outcome } from "./deliver.ts";
import { EXPIRED } from "./meta-rules.ts";
import { retryTimeOf } from "./retry-time.ts";

interface Circumstances {
  /** The claim's token. */
  token: string;
  now: number;
  graphUrl: string;
  /** JSON of the request, reduced to this event. */
  request: string;
  random?: () => number;
}

/** What is written on the row for its outcome. */
export function toSettlement({ prepared, verdict, posted, answer }: Outcome, circumstances: Circumstances): Settlement {
  const { row } = prepared;
  const { token, now, graphUrl, request, random } = circumstances;
  const attempts = row.attempts + (posted ? 1 : 0);
  const kept = { id: row.id, token, attempts, request, graphUrl, answer };
  switch (verdict.kind) {
    case "sent": {
      const history = row.attempts > 0 ? toHistory(now, "sent", null) : null;
      return { ...kept, status: "sent", reason: null, error: null, at: now, history };
    }
    case "rejected":
    case "unknown": {
      const { reason, error } = verdict;
      return { ...kept, status: "failed", reason, error, at: now, history: toHistory(now, reason, error) };
    }
    default: {
      const { reason, error } = verdict;
      const history = posted ? toHistory(now, reason, error) : null;
      const at = dueTime(row, { kind: verdict.kind, attempts, now, random });
      return { ...kept, status: "pending", reason, error, at, history };
    }
  }
}

function dueTime(
  { receivedAt, eventTime }: ClaimedRow,
  { kind, attempts, now, random }: { kind: string; attempts: number; now: number; random: (() => number) | undefined },
): number {
  // A paused pixel's events stay due, from their arrival on: the lane decides when they go.
  if (kind !== "retry") return receivedAt;
  return retryTimeOf({ attempts: Math.max(1, attempts), receivedAt, eventTime }, now, random);
}

/** The settlement of a row that is not posted: it breaks a rule, or it is a dry run. */
export function toUnpostedSettlement(
  { row, violation }: Outcome["prepared"],
  { token, now, graphUrl, request }: Circumstances,
): Settlement {
  return {
    id: row.id,
    token,
    status: violation ? "failed" : "dry_run",
    reason: violation?.reason ?? null,
    error: violation?.error ?? null,
    attempts: row.attempts,
    at: now,
    request,
    graphUrl,
    answer: null,
    history: violation && row.attempts > 0 ? toHistory(now, violation.reason, violation.error) : null,
  };
}

/** The settlement of a row that became too old while it waited. */
export function toExpiredSettlement({ id, attempts }: ClaimedRow, token: string, now: number): Settlement {
  return { ...NOTHING_DONE, id, token, status: "failed", ...EXPIRED, attempts, at: now };
}

/** The settlement of a row that its visitor took back; the store has kept the text for its reader. */
export function toWithdrawnSettlement(row: ClaimedRow, token: string, now: number): Settlement {
  const { id, withdrawn, attempts } = row;
  return { ...NOTHING_DONE, id, token, status: "blocked", reason: withdrawn, error: null, attempts, at: now };
}

const NOTHING_DONE = { request: null, graphUrl: null, answer: null, history: null };

function toHistory(at: number, outcome: string, error: string | null): string {
  return JSON.stringify({ at, outcome, error });
}
