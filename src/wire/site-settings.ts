import type { BlockingRule } from "./blocking-rule.ts";

/** An event that happens where a page's address matches. */
export interface UrlTrigger {
  url: string;
  event: string;
  value?: number | null;
  currency?: string | null;
}

/** What the ingest keeps of a site for its pages, as `GET /site/config/{siteId}` gives it. */
export interface SiteSettings {
  /** By the visitor's country already, if the site leaves it to that; `auto` where the country is not known. */
  consentMode?: "off" | "opt_in" | "opt_out" | "auto";
  /** What a browser's Global Privacy Control does to its events. */
  globalPrivacyControl?: "withhold" | "ignore";
  /** Whether a refusal is sent, for the ingest to have Meta limit what it does with the event. */
  limitOptOuts?: boolean;
  /** ISO 4217. */
  currency?: string | null;
  triggers: readonly UrlTrigger[];
  /** Events by the words of an action class that has none of its own. */
  actions: Readonly<Record<string, string>>;
  blockingRules: readonly BlockingRule[];
  /** Paths at and below which nothing is sent. */
  excludedPaths: readonly string[];
  /** Whether fragments such as `#/cart` are the site's routes. */
  hashRoutes: boolean;
}
