import type { QueuedCall } from "../../wire/queued-call.ts";
import { type ActionParts, startActions } from "./actions.ts";

/** What tracking without code needs of the rest. */
export interface StandardParts extends ActionParts {
  /** `trackEvent` with the time, the address and the id that the call itself brings. */
  track(call: QueuedCall): unknown;
  now(): number;
  /** When the snippet ran, in milliseconds since the epoch, if it said so. */
  snippetRanAt: unknown;
}

/** Starts the tracking that needs no code: page views, URL triggers, action classes, forms. */
export function startStandard(parts: StandardParts): void {
  const { track, now, snippetRanAt } = parts;
  // The view of this page began when the snippet ran, not when the tag arrived.
  const isPast = typeof snippetRanAt === "number" && snippetRanAt > 0 && snippetRanAt < now();
  track(Object.assign(["trackEvent", "PageView"], { time: isPast ? snippetRanAt : now() }));
  startActions(parts);
}
