import { MAX_EVENT_AGE_MS } from "../receive/event-time.ts";

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** One event past seven days makes Meta refuse its whole request, so the last minute is left alone. */
const DEADLINE_MARGIN_MS = 60_000;

/** From when on an event that happened then is posted no more. */
export function deadlineOf(eventTime: number): number {
  return eventTime + MAX_EVENT_AGE_MS - DEADLINE_MARGIN_MS;
}

interface Tried {
  /** Attempts made, at least one. */
  attempts: number;
  receivedAt: number;
  eventTime: number;
}

/**
 * When an event is tried again: after a random part of five seconds that double up to fifteen minutes, hourly once
 * it has waited for a day, and at its deadline at the latest, where it is found to be expired.
 */
export function retryTimeOf({ attempts, receivedAt, eventTime }: Tried, now: number, random = Math.random): number {
  const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
  const delay = now - receivedAt >= DAY_MS ? HOUR_MS : Math.ceil(random() * longest);
  return Math.max(now, Math.min(now + delay, deadlineOf(eventTime)));
}
