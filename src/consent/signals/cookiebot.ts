import { type Signal, toReading } from "../signal.ts";

/** Cookiebot, by the object that its script defines. */
export const cookiebot: Signal = {
  by: "cookiebot",
  heardBy: "CookiebotOnConsentReady",
  ask: ({ look }) => toReading(look("Cookiebot.hasResponse"), look("Cookiebot.consent.marketing")),
};
