const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
const MAX_BARS = 60;

/** The stretches of time that are one press away, in days. */
export const RANGES = { "7D": 7, "30D": 30, "3M": 91, "6M": 182 } as const;

/** One of those, or a stretch of the reader's own. */
export type RangeName = keyof typeof RANGES | "Custom";

/** A stretch of time, in milliseconds; `to` is null while it goes on. */
export interface Span {
  from: number;
  to: number | null;
}

/** The stretch that ends today, from the beginning of its first day in the reader's zone. */
export function spanOf(range: keyof typeof RANGES, now: number): Span {
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - RANGES[range] + 1);
  return { from: start.getTime(), to: null };
}

/** How a stretch is cut into bars: quarters of days for a week, days for months, weeks beyond. */
export function barsOf({ from, to }: Span, now: number): { from: number; to: number; step: number } {
  const end = to ?? now;
  const length = Math.max(HOUR_MS, end - from);
  const steps = [HOUR_MS / 4, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 28 * DAY_MS];
  const step = steps.find((one) => length / one <= MAX_BARS) ?? Math.ceil(length / MAX_BARS / DAY_MS) * DAY_MS;
  return { from, to: from + Math.ceil((length + 1) / step) * step, step };
}
