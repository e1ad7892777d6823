import type { CookieJar } from "../types.ts";
import type { Consent } from "../wire/event.ts";
import { toJson } from "../wire/to-json.ts";

const DECISION = "_pf_consent";

/** 183 days. */
const MAX_AGE_SECONDS = 183 * 24 * 60 * 60;
/** Of what the visitor was asked. */
const POLICY_VERSION = 1;

/** What a visitor decided, who told of it, and when it was made, in milliseconds since the epoch. */
export interface Decision extends Consent {
  state: "granted" | "denied";
  timestamp: number;
}

/** The three cookies that other software reads too: names, encodings and lifetimes are not ours to change. */
export interface ConsentCookies {
  /** The kept decision. */
  recall(): Decision | undefined;
  memorize(decision: Decision): void;
  /** Marks the visitor as asked and undecided, with whose banner it is; without one, as neither. */
  markWaiting(by?: string): void;
}

/** Makes them over the page's cookies. */
export function createConsentCookies({ readCookie, writeCookie, removeCookie }: CookieJar): ConsentCookies {
  return {
    recall() {
      try {
        // An empty object in base64: an error costs a hundred times as much, and mostly there is no decision.
        const { s: state, t: timestamp, src } = JSON.parse(atob(decodeURIComponent(readCookie(DECISION) ?? "e30")));
        return /^(granted|denied)$/.test(state) && timestamp > 0 ? { state, source: `${src}`, timestamp } : undefined;
      } catch {
        // Not base64, or not JSON: no decision.
        return undefined;
      }
    },
    memorize({ state, source, timestamp }) {
      // An older one on a domain above would be read in its place.
      removeCookie(DECISION);
      writeCookie(DECISION, btoa(toJson({ s: state, t: timestamp, src: source, v: POLICY_VERSION })), {
        maxAgeSeconds: MAX_AGE_SECONDS,
      });
    },
    markWaiting(by) {
      const values = [
        ["_pf_no_consent_decision", by && "true"],
        ["_pf_consent_source", by],
      ] as const;
      for (const [name, value] of values) {
        if (readCookie(name) === value) continue;
        if (value) writeCookie(name, value);
        else removeCookie(name);
      }
    },
  };
}
