import type { SiteSettings } from "./wire/site-settings.ts";

/** What holds of a site of which the ingest says nothing else. */
export const DEFAULTS: SiteSettings = {
  consentMode: "off",
  triggers: [],
  actions: {},
  blockingRules: [],
  excludedPaths: [],
  hashRoutes: false,
};

/**
 * The settings in an answer of our own ingest, now or as it was cached; undefined for text that is no JSON. What it does
 * not name is as in a site that sets nothing; single values are not looked at: whoever uses one is guarded.
 */
export function parseSettings(text: string): SiteSettings | undefined {
  try {
    return { ...DEFAULTS, ...JSON.parse(text) };
  } catch {
    // Some proxy's page, or nothing at all.
    return undefined;
  }
}
