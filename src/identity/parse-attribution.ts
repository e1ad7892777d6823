import { cleanUrl } from "../wire/clean-url.ts";
import { decodeOnce } from "../wire/decode-address.ts";
import type { Attribution } from "../wire/event.ts";
import { parseJson } from "../wire/parse-json.ts";

/**
 * What the attribution cookie holds, as far as it can be read. Another script may have written it, so its addresses are
 * cleaned as well.
 */
export function parseAttribution(cookie: string | undefined): Partial<Attribution> {
  // Nothing where it is missing, damaged, or cut off.
  return parseJson(decodeOnce(cookie ?? ""), (key, value) =>
    key === "url" && value ? cleanUrl(value as string) : value,
  );
}
