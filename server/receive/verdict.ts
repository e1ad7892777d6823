import { readConsentMode } from "../sites/consent-mode.ts";
import { limitsOptOuts } from "../sites/limits-opt-outs.ts";
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
  /** Whether a browser sent it, and no server that speaks for its visitor. */
  fromBrowser: boolean;
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
export function readVerdict(facts: Facts): Verdict {
  const { site, event, receivedAt, country } = facts;
  const optOut = readOptOut(facts);
  const limitable = optOut === "denied" || optOut === "gpc";
  const limitedInstead = limitable && limitsOptOuts(site, country);
  if (optOut && !limitedInstead) return { status: "blocked", reason: optOut, error: TEXTS[optOut], limited: false };
  const limited = limitedInstead || site.limitedDataUse === "always";
  if (receivedAt - event.eventTime * 1000 >= MAX_EVENT_AGE_MS)
    return { status: "failed", reason: "expired", error: "Meta takes no event older than seven days.", limited };
  return { status: "pending", reason: null, error: null, limited };
}

function readOptOut({ site, event, privacyControl, fromBrowser, country }: Facts): keyof typeof TEXTS | undefined {
  const { consent } = event;
  if (privacyControl && site.globalPrivacyControl === "withhold") return "gpc";
  if (consent?.state === "denied") return consent.source === "gpc" ? "gpc" : "denied";
  if (consent?.state === "granted" || readMode({ site, event, country }) !== "opt_in") return undefined;
  // A server that says nothing of consent has asked for it elsewhere; a browser that says nothing has not asked.
  return consent || fromBrowser ? "no_decision" : undefined;
}

/** By country; where that is not known, the tag may have gone by the visitor's clock. */
function readMode({ site, event, country }: Pick<Facts, "site" | "event" | "country">) {
  const isToldElsewhere = site.consent === "auto" && country === undefined && event.consent?.mode === "opt_out";
  return isToldElsewhere ? "opt_out" : readConsentMode(site, country);
}
