import type { Signal } from "../signal.ts";

/** Osano, which says DENY before the visitor has chosen as well; only its own listeners hear of the choice. */
export function createOsano(): Signal {
  let isListening = false;
  let isSaved = false;
  return {
    ask({ look, recheck }) {
      const marketing = look("Osano.cm.getConsent().MARKETING");
      if (!isListening) {
        isListening = true;
        look("Osano.cm.addEventListener()", "osano-cm-consent-saved", () => {
          isSaved = true;
          recheck();
        });
      }
      return marketing === "ACCEPT" || (isSaved ? false : null);
    },
  };
}
