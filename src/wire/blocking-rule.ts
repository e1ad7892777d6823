/** The names of the rules by which a site keeps events back. */
export const BLOCKING_RULES = [
  /** The visitor has not come by one of Meta's ads. */
  "no_click_id",
  /** The page's address has no query. */
  "no_query",
  /** The same event was sent before in this browser tab, or from this address, or with this referrer. */
  "duplicate_in_session",
  "duplicate_on_url",
  "duplicate_from_referrer",
  /** A pixel that is not ours has sent an event of this name from this page. */
  "external_tracking",
] as const;

/** One rule as a site writes it down. */
export interface BlockingRule {
  rule: (typeof BLOCKING_RULES)[number];
  /** The names of the events that it is for; without, all but page views. */
  events?: readonly string[] | undefined;
}
