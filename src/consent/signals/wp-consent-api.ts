import { type Signal, toReadingOfCategory } from "../signal.ts";

/** WordPress's consent API, which answers once a banner has said which type of consent holds. */
export const wpConsentApi: Signal = {
  heardBy: "wp_listen_for_consent_change",
  ask: ({ look, readCookie, isHeard }) =>
    look("wp_consent_type")
      ? toReadingOfCategory(look("wp_has_consent()", "marketing"), readCookie("wp_consent_marketing"), isHeard)
      : undefined,
};
