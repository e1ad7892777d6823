import type { Site } from "./site.ts";

/** What a page may know of its site: settings that left the snippet. No key, no token. */
export function toSiteConfig(site: Site) {
  return {
    siteId: site.id,
    consentMode: site.consent,
    currency: site.currency ?? null,
    triggers: site.triggers,
  };
}
