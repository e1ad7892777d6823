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
  triggers?: readonly UrlTrigger[];
  /** As the page wrote them; whoever applies them parses them. */
  blockingRules?: readonly unknown[];
  /** Meta's pixel in the browser too, with these ids; absent where it is not switched on. */
  metaPixelIds?: readonly string[];
  /** Whether the console names what was cut out of an event. */
  debug?: boolean;
}

/** Settings that are taken over as the page wrote them. */
const TEXTS = ["tcfPurposes", "oneTrustGroup", "doNotTrack"] as const;

/** A property of the global, or a `data-…` attribute of the script element. */
export type SettingName =
  | "siteId"
  | "apiKey"
  | "apiEndpoint"
  | "consentMode"
  | "outboxEvents"
  | "outboxBytes"
  | "currency"
  | "trackedUrls"
  | "blockingRules"
  | "enableMetaPixel"
  | "metaPixelIds"
  | "debug"
  | (typeof TEXTS)[number];

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
  const read = (name: SettingName) => readText(global?.[name]) || readText(attributes[name]);
  const isOn = (name: SettingName) => readFlag(global?.[name] ?? attributes[name]);
  const readList = (name: SettingName) => parseList(global?.[name] ?? attributes[name]);
  const siteId = read("siteId");
  const apiKey = read("apiKey");
  const missing = Object.entries({ siteId, apiKey, apiEndpoint: read("apiEndpoint") })
    .filter(([, value]) => !value || PLACEHOLDER.test(value))
    .map(([name]) => name);
  if (missing.length) {
    return {
      problem: `no ${missing.join(", ")}: no event can be sent. Fill in the snippet, in place of the YOUR_… words.`,
    };
  }
  const apiEndpoint = parseEndpoint(read("apiEndpoint"), pageUrl);
  if (!apiEndpoint) {
    return { problem: "apiEndpoint is no http(s) address: write one such as https://ingest.example/event." };
  }
  const consentMode = CONSENT_MODES.find((mode) => mode === read("consentMode"));
  const texts = Object.fromEntries(TEXTS.map((name) => [name, read(name)]).filter(([, text]) => text));
  const outboxEvents = Number(read("outboxEvents"));
  const outboxBytes = Number(read("outboxBytes"));
  const currency = read("currency");
  const triggers = readList("trackedUrls").flatMap(parseTrigger);
  const blockingRules = readList("blockingRules");
  // Digits alone: read as JSON numbers the longest ids would be rounded.
  const metaPixelIds = isOn("enableMetaPixel")
    ? `${global?.metaPixelIds ?? attributes.metaPixelIds}`.match(/\d+/g)
    : null;
  return {
    siteId,
    apiKey,
    apiEndpoint,
    ...texts,
    ...(consentMode && { consentMode }),
    ...(outboxEvents > 0 && { outboxEvents }),
    ...(outboxBytes > 0 && { outboxBytes }),
    ...(currency && { currency }),
    ...(triggers[0] && { triggers }),
    ...(blockingRules.length > 0 && { blockingRules }),
    ...(metaPixelIds && { metaPixelIds }),
    ...(isOn("debug") && { debug: true }),
  };
}

/** Ids are opaque, and some sites print theirs as a number. */
function readText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** An attribute without a value says yes. */
const readFlag = (value: unknown) =>
  value === true || (typeof value === "string" && !/^(false|0|no|off)$/i.test(value.trim()));

/** A list, or JSON of one; of anything else an empty one. */
function parseList(value: unknown): unknown[] {
  const list: unknown = typeof value === "string" ? parseJson(value) : value;
  return Array.isArray(list) ? list.filter(Boolean) : [];
}

/** Existing installs differ in what they call the event. */
function parseTrigger(entry: unknown): UrlTrigger[] {
  const { url, event, eventName, value } = entry as Record<string, unknown>;
  const name = readText(event) || readText(eventName);
  const address = readText(url);
  const amount = Number.parseFloat(readText(value));
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
