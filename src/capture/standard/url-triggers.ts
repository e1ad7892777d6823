import type { Settings, UrlTrigger } from "../../settings.ts";
import type { QueuedCall } from "../../wire/queued-call.ts";
import { matchesTrigger } from "../../wire/url-trigger.ts";
import type { View } from "./page-views.ts";

/** What the triggers need of the rest. */
export interface TriggerParts {
  track(call: QueuedCall): unknown;
  settings: Settings;
  /** What the page itself names; the site's own come after them. */
  triggers: readonly UrlTrigger[];
  /** Keeps a view for the site's next page, if anything may be stored. */
  keepView(view: View): void;
}

/** Events of addresses. */
export interface UrlTriggers {
  /** Fires what this view's address triggers, now or once the triggers are known. */
  view(view: View): void;
  /** The page is being left: views that still wait are kept for the next one. */
  leave(): void;
}

/**
 * Makes the triggers. Each event fires once for a view, by the first trigger that names it; `PageView` is every view's
 * own and fires no second time.
 */
export function createUrlTriggers({ track, settings, triggers: given, keepView }: TriggerParts): UrlTriggers {
  const views: { view: View; fired: Set<string> }[] = [];
  let triggers: readonly UrlTrigger[] | undefined;

  function fire() {
    for (const { view, fired } of views) {
      for (const { url, event, value, currency } of [...given, ...(triggers ?? [])]) {
        if (fired.has(event) || !matchesTrigger(url, view.url)) continue;
        fired.add(event);
        track(Object.assign(["trackEvent", event, { value, currency }], view));
      }
    }
  }
  settings.onKnown((known) => {
    triggers = known.triggers;
    fire();
  });

  return {
    view(view) {
      views.push({ view, fired: new Set(["PageView"]) });
      fire();
    },
    leave() {
      // Kept once: a page that returns from the back/forward cache would fire them as well.
      if (!triggers) for (const { view } of views.splice(0)) keepView(view);
    },
  };
}
