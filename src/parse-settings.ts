import type { ConsentMode } from "./config.ts";

/** An event that happens where a page's address matches. */
export interface UrlTrigger {
  url: string;
  event: string;
  value?: number | null;
  currency?: string | null;
}

/** What the ingest keeps of a site for its pages, as `GET /site/config/{siteId}` gives it. */
export interface SiteSettings {
  /** By the visitor's country already, if the site leaves it to that. */
  consentMode?: ConsentMode | undefined;
  /** ISO 4217. */
  currency?: string | null;
  triggers: readonly UrlTrigger[];
  /** Events by the words of an action class that has none of its own. */
  actions: Readonly<Record<string, string>>;
  /** As the site wrote them; what applies them leaves out what is no rule. */
  blockingRules: readonly unknown[];
  /** Paths at and below which nothing is sent. */
  excludedPaths: readonly string[];
  /** Whether fragments such as `#/cart` are the site's routes. */
  hashRoutes: boolean;
}

/** What holds of a site of which the ingest says nothing else. */
const DEFAULTS: SiteSettings = {
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
