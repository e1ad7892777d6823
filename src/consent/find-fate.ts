import type { SiteSettings } from "../settings.ts";
import type { Consent } from "../wire/event.ts";
import type { SettledMode } from "./consent-mode.ts";

/** What becomes of calls now. */
export type Fate =
  | "pass"
  /** Refused, but the site has its ingest limit such events instead of withholding them. */
  | "limit"
  | "refuse"
  /** In memory, until the visitor or the settings decide. */
  | "wait"
  /** In storage, until the settings say whether visitors are asked. */
  | "keep";

/** What follows from a consent; `mode` and `known`, the site's settings, are absent while they have not come. */
export function findFate(
  { state, source }: Consent,
  mode: SettledMode | undefined,
  known: SiteSettings | undefined,
): Fate {
  const isAsked = mode === "opt_in";
  if (state === "granted") return "pass";
  if (state === "unknown") return mode ? (isAsked ? "wait" : "pass") : "keep";
  // The settings may say that the refusal does not count here, or is to be told to Meta.
  if (!mode || (!known && (source === "gpc" || !isAsked))) return "wait";
  return known?.limitOptOuts && !isAsked ? "limit" : "refuse";
}
