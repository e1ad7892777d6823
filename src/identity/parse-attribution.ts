import { cleanUrl } from "../wire/clean-url.ts";
import type { Attribution } from "../wire/event.ts";

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
