import type { Decision } from "./consent-cookies.ts";
import type { SettledMode } from "./consent-mode.ts";
import type { SignalSummary } from "./read-signals.ts";

/**
 * The decision in the cookie, as far as it still counts: where nobody asks, only what the page itself was told does, and
 * a platform that asks again voids the grant that came from it.
 */
export function findKept(
  remembered: Decision | undefined,
  mode: SettledMode | undefined,
  undecided: SignalSummary["undecided"],
): Decision | undefined {
  if (remembered?.source === "api") return remembered;
  const isVoid = remembered?.state === "granted" && undecided.includes(remembered.source);
  return mode === "off" || isVoid ? undefined : remembered;
}

/** The decision that holds: what this page was told, or what was kept if that is younger and so comes from another tab. */
export function findDecision(here: Decision | undefined, kept: Decision | undefined): Decision | undefined {
  if (!here || (kept && kept.timestamp > here.timestamp)) return kept && { ...kept, source: "cache" };
  // The same decision as was kept is as old as that one.
  return { ...here, ...(kept?.state === here.state && { timestamp: kept.timestamp }) };
}
