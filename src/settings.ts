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
  consentMode?: ConsentMode;
  /** ISO 4217. */
  currency?: string | null;
  triggers: readonly UrlTrigger[];
  /** Events by the words of an action class that has none of its own. */
  actions: Readonly<Record<string, string>>;
}

/** The site's settings, once they are known. */
export interface Settings {
  /** Calls back with the settings, cached ones first, and again when the ingest's are others. */
  onKnown(callback: (settings: SiteSettings) => void): void;
}

/** Makes the settings of one site. */
export function createSettings(): Settings {
  return { onKnown() {} };
}
