import type { Settings } from "../../settings.ts";
import type { Clock, PageFacts } from "../../types.ts";
import { matchesTrigger } from "../../wire/url-trigger.ts";

/** One view of a page, or of a route within it. */
export interface View extends PageFacts {
  /** Milliseconds since the epoch. */
  time: number;
}

/** What telling views apart needs of the rest. */
export interface PageViewParts {
  clock: Clock;
  readPage(): PageFacts;
  onRouteChange(callback: () => void): void;
  settings: Settings;
}

/**
 * Calls back with every further view of this document: each time the path or the query has become another one, however
 * the page changed it. The address counts that stands when the page's task is over, so that a redirect within it is one
 * view. Parameters that a script takes away once it has read them (`utm_…`, `fbclid`) make no view of their own, nor do
 * fragments, unless the site's settings say that they are its routes.
 */
export function onFurtherView(
  { clock, readPage, onRouteChange, settings }: PageViewParts,
  callback: (view: View) => void,
): void {
  let last = readPage().url;
  onRouteChange(() => {
    const time = clock.now();
    clock.after(0, () => {
      const referrer = last;
      last = readPage().url;
      const isSame =
        matchesTrigger(last, referrer) &&
        matchesTrigger(referrer, last) &&
        !(settings.latest().hashRoutes && hashRouteOf(last) !== hashRouteOf(referrer));
      if (!isSame && last !== referrer) callback({ time, url: last, referrer });
    });
  });
}

/** `#/cart` and `#!/cart` are routes, `#reviews` is a place on the page. */
const hashRouteOf = (url: string) => /#!?\/.*|$/.exec(url)?.[0];
