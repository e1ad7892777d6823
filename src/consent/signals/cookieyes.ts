import { type Signal, toReading } from "../signal.ts";

/** CookieYes, by the function that its banner defines. */
export const cookieYes: Signal = {
  by: "cookieyes",
  heardBy: "cookieyes_consent_update",
  ask: ({ look }) =>
    toReading(look("getCkyConsent().isUserActionCompleted"), look("getCkyConsent().categories.advertisement")),
};
