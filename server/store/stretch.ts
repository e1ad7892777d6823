import type { Stretch } from "./page-reads.ts";

/** The id just below one. */
export const before = (id: string): string => String(BigInt(id) - 1n);

/** The id just above one. */
export const after = (id: string): string => String(BigInt(id) + 1n);

/** Whether an id is below another; they are numbers too large for JavaScript's own, as text. */
export const isLess = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

/** The part of a stretch that lies within another. */
export const clip = (span: Stretch, within: Stretch): Stretch => ({
  first: isLess(span.first, within.first) ? within.first : span.first,
  last: isLess(within.last, span.last) ? within.last : span.last,
});

/** What of a stretch comes behind an id on the way through it. */
export function beyond(within: Stretch, id: string, ascending: boolean): Stretch {
  if (ascending) return isLess(id, within.first) ? within : { ...within, first: after(id) };
  return isLess(within.last, id) ? within : { ...within, last: before(id) };
}
