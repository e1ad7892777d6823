import type { Signal } from "../signal.ts";

/** Shopify's customer privacy API, which a page has to ask for. */
export const shopify: Signal = {
  heardBy: "visitorConsentCollected",
  ask({ look, hear, isHeard }) {
    if (!look("Shopify.customerPrivacy"))
      hear("Shopify.loadFeatures", [{ name: "consent-tracking-api", version: "0.1" }]);
    if (look("Shopify.customerPrivacy.marketingAllowed()") === true) return true;
    return isHeard || look("Shopify.customerPrivacy.currentVisitorConsent().marketing") === "no" ? false : null;
  },
};
