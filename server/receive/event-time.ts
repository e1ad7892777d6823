/**
 * A request is cut off after 30 seconds, so a body whose `sentAt` is further than this from its arrival
 * was not slow: the sender's clock is wrong.
 */
export const CLOCK_TOLERANCE_MS = 60_000;

/** Meta refuses the whole request if one event in it is older than seven days. */
export const MAX_EVENT_AGE_MS = 7 * 24 * 60 * 60 * 1000;

interface ClientTimes {
  /** As sent: seconds, or milliseconds by mistake, or digits in a string. */
  eventTime: unknown;
  sentAt: unknown;
  receivedAt: number;
}

/**
 * When the event happened by our clock, in whole Unix seconds: shifted by what the sender's clock is off,
 * never in the future, and the arrival where the sender states no time.
 */
export function readEventTime({ eventTime, sentAt, receivedAt }: ClientTimes): number {
  const stated = readNumber(eventTime);
  if (stated === undefined) return Math.floor(receivedAt / 1000);
  // Seconds reach 1e11 in the year 5138; milliseconds passed it in 1973.
  const statedMs = stated > 1e11 ? stated : stated * 1000;
  const sent = readNumber(sentAt);
  const skewMs = sent === undefined ? 0 : receivedAt - sent;
  const happenedAt = Math.abs(skewMs) > CLOCK_TOLERANCE_MS ? statedMs + skewMs : statedMs;
  return Math.max(0, Math.floor(Math.min(happenedAt, receivedAt) / 1000));
}

function readNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && Math.abs(number) < 8.64e15 ? number : undefined;
}
