import type { Site } from "../sites/site.ts";
import type { NewRow } from "../store/store.ts";
import { MAX_EVENT_AGE_MS } from "./event-time.ts";
import type { StoredEvent } from "./stored-event.ts";

interface Facts {
  site: Site;
  event: StoredEvent;
  receivedAt: number;
  /** Whether the browser that sent it asks by header for Global Privacy Control. */
  privacyControl: boolean;
  /** Two lower-case letters, if known. */
  country: string | undefined;
}

/** What becomes of an event on its arrival. */
export type Verdict = Pick<NewRow, "status" | "reason" | "error"> & {
  /** Whether Meta is told to limit what it does with the event. */
  limited: boolean;
};

const TEXTS = {
  denied: "Withheld: the visitor refused consent.",
  gpc: "Withheld: the visitor's browser sends Global Privacy Control.",
  no_decision: "Withheld: the visitor has not decided yet, and this site asks first.",
} as const;

/**
 * The ingest's own look at consent, after the tag's: what a visitor refused is withheld whoever sends it.
 * An event too old for Meta is final at once.
 */
export function readVerdict({ site, event, receivedAt, privacyControl, country }: Facts): Verdict {
  const optOut = readOptOut(site, event, privacyControl);
  const limitable = optOut === "denied" || optOut === "gpc";
  const limitedInstead = limitable && site.limitedDataUse === "us_opt_out" && country === "us";
  if (optOut && !limitedInstead) return { status: "blocked", reason: optOut, error: TEXTS[optOut], limited: false };
  const limited = limitedInstead || site.limitedDataUse === "always";
  if (receivedAt - event.eventTime * 1000 >= MAX_EVENT_AGE_MS)
    return { status: "failed", reason: "expired", error: "Meta takes no event older than seven days.", limited };
  return { status: "pending", reason: null, error: null, limited };
}

function readOptOut(site: Site, { consent }: StoredEvent, privacyControl: boolean): keyof typeof TEXTS | undefined {
  if (consent?.state === "denied") return "denied";
  if (privacyControl && site.globalPrivacyControl === "withhold") return "gpc";
  if (consent?.state === "unknown" && site.consent === "opt_in") return "no_decision";
  return undefined;
}
