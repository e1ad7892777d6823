import type { toSiteBody } from "../site-input.ts";

export type { ConnectionTest } from "../connection-test.ts";

/** What `GET /api/sites/{id}` answers: every setting, never a token. */
export type SiteSettings = ReturnType<typeof toSiteBody>;

/** A pixel as it is edited: `newToken` replaces the stored one, "" leaves it. */
export interface PixelDraft {
  id: string;
  hasToken: boolean;
  newToken: string;
  testEventCode: string;
}

/** A site as it is edited: lists are texts, one entry a line. */
export interface SiteDraft {
  name: string;
  origins: string;
  currency: string;
  consent: SiteSettings["consent"];
  globalPrivacyControl: SiteSettings["globalPrivacyControl"];
  limitedDataUse: SiteSettings["limitedDataUse"];
  retentionDays: string;
  pixels: PixelDraft[];
  /** One trigger a line: address, event, and perhaps value and currency. */
  triggers: string;
  /** One class a line, and its event. */
  actions: string;
  /** One rule a line: its name, and perhaps the events it is for. */
  blockingRules: string;
  /** One path a line. */
  excludedPaths: string;
  hashRoutes: boolean;
}
