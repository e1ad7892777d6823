import type { QueuedCall } from "../../wire/queued-call.ts";
import { type ActionParts, startActions } from "./actions.ts";
import { onFurtherView, type PageViewParts } from "./page-views.ts";
import { createUrlTriggers, type TriggerParts, type UrlTriggers } from "./url-triggers.ts";

/** What tracking without code needs of the rest. */
export interface StandardParts extends ActionParts, PageViewParts, TriggerParts {
  /** `trackEvent` with the time, the address and the id that the call itself brings. */
  track(call: QueuedCall): unknown;
  /** When the snippet ran, in milliseconds since the epoch, if it said so. */
  snippetRanAt: unknown;
}

/** Starts the tracking that needs no code: page views, URL triggers, action classes, forms. Gives the triggers. */
export function startStandard(parts: StandardParts): UrlTriggers {
  const { track, clock, readPage, snippetRanAt, purchaseIds } = parts;
  const triggers = createUrlTriggers(parts);
  const view: UrlTriggers["view"] = (seen) => {
    purchaseIds.forget();
    track(Object.assign(["trackEvent", "PageView"], seen));
    triggers.view(seen);
  };
  // The view of this page began when the snippet ran, not when the tag arrived.
  const now = clock.now();
  const ranAt = Number(snippetRanAt);
  view({ ...readPage(), time: ranAt > 0 && ranAt < now ? ranAt : now });
  onFurtherView(parts, view);
  startActions(parts);
  return triggers;
}
