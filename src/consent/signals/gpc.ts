import type { SiteSettings } from "../../settings.ts";

/**
 * Whether Global Privacy Control refuses for this visitor. It outranks every other signal and every mode, unless the
 * site's operator has turned it off.
 */
export const isRefusedByGpc = (isStated: boolean, settings: SiteSettings | undefined) =>
  isStated && settings?.globalPrivacyControl !== "ignore";
