import type { SiteSettings } from "../../src/wire/site-settings.ts";
import { readConsentMode } from "./consent-mode.ts";
import { limitsOptOuts } from "./limits-opt-outs.ts";
import type { Site } from "./site.ts";

/**
 * What a page may know of its site: settings that left the snippet. No key, no token.
 * `country` is where the visitor is, as far as a CDN in front says so.
 */
export function toSiteConfig(site: Site, country: string | undefined) {
  // Where the country is not known, the visitor's clock tells more than we do.
  const consentMode = country === undefined ? site.consent : readConsentMode(site, country);
  return {
    siteId: site.id,
    consentMode,
    globalPrivacyControl: site.globalPrivacyControl,
    // Whether the tag sends what a visitor refused, for us to have Meta limit it.
    limitOptOuts: limitsOptOuts(site, country),
    currency: site.currency ?? null,
    triggers: site.triggers,
    actions: site.actions,
    blockingRules: site.blockingRules,
    excludedPaths: site.excludedPaths,
    hashRoutes: site.hashRoutes,
  } satisfies SiteSettings & { siteId: string };
}
