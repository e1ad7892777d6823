import type { KeyValueStore, TrackCall } from "../types.ts";
import type { BlockingRule } from "../wire/blocking-rule.ts";
import { cleanUrl } from "../wire/clean-url.ts";
import { isAtOrBelow } from "../wire/url-trigger.ts";
import { readOwnProperty } from "./read-own-property.ts";
import { sha256 } from "./sha256.ts";

/** What a rule goes by. */
export interface RuledCall extends Pick<TrackCall, "eventName" | "url" | "referrer" | "customData"> {
  /** Meta's click id of this visitor, as far as it is known. */
  fbc?: string | undefined;
}

/** What a site does not want to be sent. */
export interface Rules {
  /**
   * Each a rule's name, or `{rule, events}` with the names of the events that it is for. Without `events` it is for all
   * but page views, of which nearly every one would be a duplicate. What is no rule is none.
   */
  blockingRules: readonly unknown[];
  /** Nothing is sent at these paths and below. */
  excludedPaths: readonly string[];
}

/** The name of the rule that keeps an event back, or undefined; then the event counts as seen. */
export type FindRule = (call: RuledCall, rules: Rules) => string | undefined;

/**
 * Makes the search for a rule. A duplicate is one within the browser tab's session; two events with different order ids
 * never are. What was seen stands in `store` under `prefix`, as a hash.
 */
export function createFindRule({
  store,
  prefix,
  readRequests,
}: {
  store: Pick<KeyValueStore, "read" | "write">;
  prefix: string;
  readRequests(): readonly string[];
}): FindRule {
  /** By rule, asked for one at a time: yes or no; or, of one against duplicates, where the event may happen once, if anywhere. */
  const judges: Record<BlockingRule["rule"], (call: RuledCall) => boolean | string> = {
    // The visitor has not come by one of Meta's ads.
    no_click_id: ({ fbc, url }) => !fbc && !url.includes("fbclid="),
    no_query: ({ url }) => !url.includes("?"),
    duplicate_in_session: () => "session",
    duplicate_on_url: ({ url }) => cleanUrl(url),
    // A visitor who came directly has no referrer to come from twice.
    duplicate_from_referrer: ({ referrer }) => cleanUrl(referrer),
    // A pixel that is not ours has been heard to send an event of this name from this document.
    external_tracking: ({ eventName }) =>
      readRequests().some(
        (request) => request.includes("facebook.com/tr") && request.includes(`&ev=${encodeURIComponent(eventName)}&`),
      ),
  };

  return (call, { blockingRules, excludedPaths }) => {
    const { eventName, customData, url } = call;
    if (excludedPaths.some((path) => isAtOrBelow(path, url))) return "excluded_path";
    const seen: string[] = [];
    for (const entry of blockingRules) {
      const { rule = entry, events } = Object(entry) as { rule?: unknown; events?: unknown };
      if (Array.isArray(events) ? !events.includes(eventName) : eventName === "PageView") continue;
      const judge = readOwnProperty(judges, rule as string) as (typeof judges)[BlockingRule["rule"]] | undefined;
      const verdict = judge?.(call);
      if (!verdict) continue;
      const key = prefix + sha256(`${rule} ${eventName} ${customData.order_id} ${verdict}`);
      if (verdict === true || store.read(key)) return `${rule}`;
      seen.push(key);
    }
    for (const key of seen) store.write(key, "1");
    return undefined;
  };
}
