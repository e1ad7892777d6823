import type { Signal } from "../signal.ts";

/** Osano, which says DENY before the visitor has chosen as well; only its own listeners hear of the choice. */
export const osano: Signal = {
  ask({ look, hear }) {
    const marketing = look("Osano.cm.getConsent().MARKETING");
    const isSaved = hear("Osano.cm.addEventListener", "osano-cm-consent-saved");
    return marketing === "ACCEPT" || (isSaved ? false : null);
  },
};
