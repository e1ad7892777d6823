import { BLOCKING_RULES, type BlockingRule } from "../../../src/wire/blocking-rule.ts";
import type { SiteDraft, SiteSettings } from "./site-types.ts";

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** The settings as texts for a form. */
export function toDraft(site: SiteSettings): SiteDraft {
  return {
    name: site.name ?? "",
    origins: site.origins.join("\n"),
    currency: site.currency ?? "",
    consent: site.consent,
    globalPrivacyControl: site.globalPrivacyControl,
    limitedDataUse: site.limitedDataUse,
    retentionDays: site.retentionDays === undefined ? "" : String(site.retentionDays),
    pixels: site.pixels.map(({ id, hasToken, testEventCode }) => ({
      id,
      hasToken,
      newToken: "",
      testEventCode: testEventCode ?? "",
    })),
    triggers: site.triggers
      .map(({ url, event, value, currency }) =>
        [url, event, value, currency].filter((part) => part !== undefined).join(" "),
      )
      .join("\n"),
    actions: Object.entries(site.actions)
      .map((entry) => entry.join(" "))
      .join("\n"),
    blockingRules: site.blockingRules.map(({ rule, events = [] }) => [rule, ...events].join(" ")).join("\n"),
    excludedPaths: site.excludedPaths.join("\n"),
    hashRoutes: site.hashRoutes,
  };
}

/** The triggers of a text: one a line, `address event [value [currency]]`. Lines without an event are left out. */
export function readTriggers(text: string): { url: string; event: string; value?: number; currency?: string }[] {
  return lines(text).flatMap((line) => {
    const [url = "", event, value, currency] = line.split(/\s+/);
    if (!event) return [];
    return [{ url, event, ...(value !== undefined && { value: Number(value) }), ...(currency && { currency }) }];
  });
}

/** The blocking rules of a text: one a line, `rule [event …]`. */
function readRules(text: string): { rule: string; events?: string[] }[] {
  return lines(text).map((line) => {
    const [rule = "", ...events] = line.split(/\s+/);
    return { rule, ...(events.length > 0 && { events }) };
  });
}

/** What a draft's texts cannot say, in words; "" when all is well. The ingest checks the rest. */
export function findProblem({ triggers, actions, blockingRules, retentionDays }: SiteDraft): string {
  for (const line of lines(triggers)) {
    const [, event, value] = line.split(/\s+/);
    if (!event) return `URL triggers: write an event after ${line}, such as ${line} Lead`;
    if (value !== undefined && !Number.isFinite(Number(value)))
      return `URL triggers: ${value} is no value; write a number`;
  }
  for (const line of lines(actions))
    if (line.split(/\s+/).length !== 2) return `Action classes: write a class and its event on each line`;
  for (const { rule } of readRules(blockingRules))
    if (!BLOCKING_RULES.includes(rule as BlockingRule["rule"]))
      return `Blocking rules: ${rule} is none; write one of ${BLOCKING_RULES.join(", ")}`;
  if (retentionDays && !/^\d+$/.test(retentionDays)) return "Days to keep: write a whole number";
  return "";
}

/** The body that saves a draft. */
export function toSaveBody(draft: SiteDraft): unknown {
  const { name, currency, retentionDays, pixels } = draft;
  return {
    ...(name.trim() && { name: name.trim() }),
    origins: lines(draft.origins),
    ...(currency.trim() && { currency: currency.trim() }),
    consent: draft.consent,
    globalPrivacyControl: draft.globalPrivacyControl,
    limitedDataUse: draft.limitedDataUse,
    ...(retentionDays && { retentionDays: Number(retentionDays) }),
    pixels: pixels.map(({ id, newToken, hasToken, testEventCode }) => ({
      id: id.trim(),
      ...(newToken.trim() ? { accessToken: newToken.trim() } : !hasToken && { accessToken: null }),
      testEventCode: testEventCode.trim() || null,
    })),
    triggers: readTriggers(draft.triggers),
    actions: Object.fromEntries(lines(draft.actions).map((line) => line.split(/\s+/))),
    blockingRules: readRules(draft.blockingRules),
    excludedPaths: lines(draft.excludedPaths),
    hashRoutes: draft.hashRoutes,
  };
}
