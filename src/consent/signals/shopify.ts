import type { Signal } from "../signal.ts";

/** Shopify's customer privacy API, which a page has to ask for. */
export function createShopify(): Signal {
  let isAsked = false;
  return {
    heardBy: "visitorConsentCollected",
    ask({ look, recheck, isHeard }) {
      if (!isAsked && !look("Shopify.customerPrivacy") && look("Shopify.loadFeatures")) {
        isAsked = true;
        look("Shopify.loadFeatures()", [{ name: "consent-tracking-api", version: "0.1" }], () => recheck());
      }
      if (look("Shopify.customerPrivacy.marketingAllowed()") === true) return true;
      return isHeard || look("Shopify.customerPrivacy.currentVisitorConsent().marketing") === "no" ? false : null;
    },
  };
}
