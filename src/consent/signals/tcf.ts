import type { Signal } from "../signal.ts";

interface TcData {
  eventStatus?: string;
  gdprApplies?: unknown;
  purpose: { consents: Record<string, unknown> };
}

/**
 * IAB TCF 2.x; `purposes` are the numbers that have to be consented to. While the dialog is open again nothing is
 * decided, and what was kept holds.
 */
export const createTcf = (purposes: readonly string[]): Signal => ({
  ask({ hear }) {
    const told = hear("__tcfapi", "addEventListener", 2) as TcData | null | undefined;
    if (told?.gdprApplies === false) return true;
    return /^(tcloaded|useractioncomplete)$/.test(`${told?.eventStatus}`)
      ? purposes.every((purpose) => told?.purpose.consents[purpose] === true)
      : told && null;
  },
});
