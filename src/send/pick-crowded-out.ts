import type { PendingCall } from "../types.ts";
import { pickEvicted } from "./pick-evicted.ts";

/** Most calls that wait for a visitor's decision; they are in memory alone. */
const MAX_WAITING_CALLS = 20;

/** The calls that have to go so that no more than the limit wait: PageViews first, then the oldest, Purchases last. */
export function pickCrowdedOut(calls: readonly PendingCall[]): ReadonlySet<PendingCall> {
  const sized = calls.map((pending) => ({ pending, eventName: pending.call.eventName, bytes: 0 }));
  const evicted = pickEvicted(sized, { maxEvents: MAX_WAITING_CALLS, maxBytes: 0 });
  return new Set([...evicted].map(({ pending }) => pending));
}
