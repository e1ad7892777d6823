import type { UrlTrigger } from "./settings.ts";
import { parseJson } from "./wire/parse-json.ts";

/** Whether visitors are asked first (`opt_in`), may refuse (`opt_out`), are not asked at all, or one by where they are. */
export type ConsentMode = "off" | "opt_in" | "opt_out" | "auto";

const CONSENT_MODES: readonly ConsentMode[] = ["off", "opt_in", "opt_out", "auto"];

/** Where events go. */
export interface Config {
  siteId: string;
  apiKey: string;
  /** Complete, absolute address of the ingest's `/event`. */
  apiEndpoint: string;
  /** Absent where the ingest's settings decide. */
  consentMode?: ConsentMode;
  /** Numbers of the TCF purposes that have to be consented to, with commas between them; `1` unless the site says more. */
  tcfPurposes?: string;
  /** OneTrust's id of the advertising cookies; `C0004` unless the site has another. */
  oneTrustGroup?: string;
  /** `deny` where a browser's Do Not Track counts as a refusal. */
  doNotTrack?: string;
  /** Most events and bytes that may wait in the browser, where the site wants other limits than ours. */
  outboxEvents?: number;
  outboxBytes?: number;
  /** ISO 4217, for amounts that name none. */
  currency?: string;
  /** What the page itself says of URL triggers; the ingest's settings may hold more. */
  trackedUrls?: readonly UrlTrigger[];
  /** As the page wrote them; whoever applies them parses them. */
  blockingRules?: readonly unknown[];
  /** Meta's pixel in the browser too, with these ids; absent where it is not switched on. */
  metaPixelIds?: readonly string[];
  /** Whether the console names what was cut out of an event. */
  debug?: boolean;
}

/** How each setting is read where it stands as a property of the global or a `data-…` attribute; undefined is none. */
const READERS = {
  siteId: readText,
  apiKey: readText,
  apiEndpoint: readText,
  consentMode: (value: unknown) => CONSENT_MODES.find((mode) => mode === readText(value)),
  tcfPurposes: readText,
  oneTrustGroup: readText,
  doNotTrack: readText,
  outboxEvents: readLimit,
  outboxBytes: readLimit,
  currency: readText,
  trackedUrls: (value: unknown) => readList(value)?.flatMap(parseTrigger),
  blockingRules: readList,
  enableMetaPixel: readFlag,
  // Digits alone: read as JSON numbers the longest ids would be rounded.
  metaPixelIds: (value: unknown) => (value as string | undefined)?.toString().match(/\d+/g),
  debug: readFlag,
};

type Readers = typeof READERS;
export type SettingName = keyof Readers;
type Given = { [Name in SettingName]?: ReturnType<Readers[Name]> };

/** The places that settings may stand in. */
export interface ConfigSources {
  global: Partial<Record<SettingName, unknown>> | undefined;
  attributes: Readonly<Record<string, string | undefined>>;
  pageUrl: string;
}

/** What the snippet holds before it is filled in. */
const PLACEHOLDER = /YOUR_(SITE_ID|API_KEY|INGEST)/;

/** The settings, or one sentence that says what is missing and where to write it. */
export function parseConfig({ global, attributes, pageUrl }: ConfigSources): Config | { problem: string } {
  const given: Given = Object.fromEntries(
    Object.entries(READERS)
      .map(([name, read]) => [name, read(global?.[name as SettingName]) ?? read(attributes[name])])
      .filter(([, value]) => value),
  );
  const { siteId = "", apiKey = "", apiEndpoint = "", enableMetaPixel, metaPixelIds, ...rest } = given;
  const missing = Object.entries({ siteId, apiKey, apiEndpoint })
    .filter(([, value]) => !value || PLACEHOLDER.test(value))
    .map(([name]) => name);
  if (missing.length) {
    return {
      problem: `no ${missing.join(", ")}: no event can be sent. Fill in the snippet, in place of the YOUR_… words.`,
    };
  }
  const href = parseEndpoint(apiEndpoint, pageUrl);
  if (!href) {
    return { problem: "apiEndpoint is no http(s) address: write one such as https://ingest.example/event." };
  }
  return { ...rest, siteId, apiKey, apiEndpoint: href, ...(enableMetaPixel && metaPixelIds && { metaPixelIds }) };
}

/** Ids are opaque, and some sites print theirs as a number. */
function readText(value: unknown): string | undefined {
  return (typeof value === "string" || typeof value === "number" ? `${value}`.trim() : "") || undefined;
}

function readLimit(value: unknown): number | undefined {
  const limit = Number(readText(value));
  return limit > 0 ? limit : undefined;
}

/** An attribute without a value says yes. */
function readFlag(value: unknown): boolean | undefined {
  return value === undefined
    ? value
    : value === true || (typeof value === "string" && !/^(false|0|no|off)$/i.test(value.trim()));
}

/** A list, or JSON of one. */
function readList(value: unknown): unknown[] | undefined {
  const list: unknown = typeof value === "string" ? parseJson(value) : value;
  return Array.isArray(list) ? list.filter(Boolean) : undefined;
}

/** Existing installs differ in what they call the event. */
function parseTrigger(entry: unknown): UrlTrigger[] {
  const { url, event, eventName, value } = entry as Record<string, unknown>;
  const name = readText(event) || readText(eventName);
  const address = readText(url);
  const amount = Number.parseFloat(readText(value) ?? "");
  return address && name ? [{ url: address, event: name, ...(amount >= 0 && { value: amount }) }] : [];
}

function parseEndpoint(text: string, pageUrl: string): string | undefined {
  try {
    const { protocol, href } = new URL(text, pageUrl);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    // `new URL` throws on text that is no address.
    return undefined;
  }
}
