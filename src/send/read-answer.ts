import type { NetAnswer } from "../types.ts";
import type { Receipt } from "../wire/bodies.ts";
import { parseJson } from "../wire/parse-json.ts";

/** What an answer means for the events that were posted. */
export type Verdict =
  /** The ingest has them, but for those whose ids it names. */
  | { kind: "received"; rejected: ReadonlySet<string> }
  /** Later; `afterMs` when the ingest named a time. */
  | { kind: "retry"; afterMs?: number }
  /** The key or the address is wrong: the events are kept until somebody mends it. */
  | { kind: "unauthorized" }
  /** Too large as one body. */
  | { kind: "too_large" }
  /** Never, in this form. */
  | { kind: "refused" };

/** The key, the site or the address is not right: somebody has to mend a setting. 405 is what other servers answer. */
const UNAUTHORIZED = [401, 403, 404, 405, 410];

/** What the ingest says of a body that it cannot take, now or ever; all else may come from whatever stands between. */
const REFUSED = [400, 422];

/** Reads one answer of the ingest. Any 2xx is a receipt: a proxy may have swallowed the body. */
export function readAnswer({ status, text, retryAfter }: NetAnswer, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return { kind: "received", rejected: readRejected(text) };
  if (UNAUTHORIZED.includes(status)) return { kind: "unauthorized" };
  if (status === 413) return { kind: "too_large" };
  if (REFUSED.includes(status)) return { kind: "refused" };
  const afterMs = readRetryAfter(retryAfter, nowMs);
  return afterMs === undefined ? { kind: "retry" } : { kind: "retry", afterMs };
}

function readRejected(text: string): ReadonlySet<string> {
  // Some proxy's page under a 2xx is not our JSON.
  const { rejected }: Partial<Receipt> = parseJson(text);
  return new Set(Array.isArray(rejected) ? rejected.flatMap((row) => row?.event_id ?? []) : []);
}

/** Longest wait that an answer may ask for, in milliseconds; browsers' timers overflow far above it. */
const MAX_RETRY_AFTER_MS = 60 * 60_000;

/** Both forms of RFC 9110: seconds, or a date. */
function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (!header) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}
