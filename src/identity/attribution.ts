import { cleanUrl } from "../wire/clean-url.ts";
import type { Attribution, Touch } from "../wire/event.ts";

/**
 * What the attribution cookie holds, as far as it can be read. Another script may have written it, so its addresses are
 * cleaned as well.
 */
export function parseAttribution(cookie: string | undefined): Partial<Attribution> {
  try {
    return Object(
      JSON.parse(decodeURIComponent(cookie ?? ""), (key, value) => (key === "url" && value ? cleanUrl(value) : value)),
    );
  } catch {
    // Missing, damaged, or cut off.
    return {};
  }
}

/** The first touch for ever, and the latest one that says where the visitor came from. */
export function addTouch(
  { first_touch, last_touch }: Partial<Attribution>,
  { visitorId, touch, isNews }: { visitorId: string; touch: Touch; isNews: boolean },
): Attribution {
  return { visitor_id: visitorId, first_touch: first_touch ?? touch, last_touch: (!isNews && last_touch) || touch };
}
