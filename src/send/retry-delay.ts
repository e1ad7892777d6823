/** First wait in milliseconds; doubled with every further failure. */
const FIRST_RETRY_MS = 500;

/** Longest wait in a short outage: a page still open when the ingest is back delivers within five seconds. */
const MAX_RETRY_MS = 4000;

/** Longest wait once the outage is long: every open page of every site asks, and the ingest has to get up under it. */
const MAX_LONG_RETRY_MS = 30_000;
const LONG_OUTAGE_MS = 5 * 60_000;

/**
 * Milliseconds until the next attempt, by exponential backoff with full jitter: when an ingest comes back, its visitors
 * must not all return in the same instant. `random` is from 0 up to 1, `failures` at least 1.
 */
export function retryDelayMs({
  failures,
  failingMs,
  random,
}: {
  failures: number;
  failingMs: number;
  random: number;
}): number {
  const longest = failingMs > LONG_OUTAGE_MS ? MAX_LONG_RETRY_MS : MAX_RETRY_MS;
  return Math.round(random * Math.min(longest, FIRST_RETRY_MS * 2 ** failures));
}
