import type { ConsentMode } from "../config.ts";
import type { SiteSettings } from "../settings.ts";

/** A mode that needs no more answer. */
export type SettledMode = Exclude<ConsentMode, "auto">;

/**
 * The mode that holds, or undefined while the ingest has to be asked for it.
 *
 * The snippet's word counts; one that says nothing leaves it to the site's settings, and a site without any does not
 * ask. `auto` goes by the visitor's country as the ingest tells it, else by the time zone.
 */
export function settleMode(
  written: ConsentMode | undefined,
  settings: SiteSettings | undefined,
  isEuropean: () => boolean,
): SettledMode | undefined {
  if (written && written !== "auto") return written;
  if (!settings) return undefined;
  const { consentMode = "off" } = settings;
  if (consentMode !== "auto" && (consentMode !== "off" || !written)) return consentMode;
  return isEuropean() ? "opt_in" : "opt_out";
}
