import type { Signal } from "../signal.ts";

/** WordPress's consent API, which answers once a banner has said which type of consent holds. */
export const wpConsentApi: Signal = {
  heardBy: "wp_listen_for_consent_change",
  ask({ look, readCookie, isHeard }) {
    if (!look("wp_consent_type")) return undefined;
    if (look("wp_has_consent()", "marketing") === true) return true;
    return isHeard || readCookie("wp_consent_marketing") === "deny" ? false : null;
  },
};
