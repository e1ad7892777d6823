import type { UrlTrigger } from "./settings.ts";

/** Whether visitors are asked first (`opt_in`), may refuse (`opt_out`), or are not asked at all. */
export type ConsentMode = "off" | "opt_in" | "opt_out";

/** Where events go. */
export interface Config {
  siteId: string;
  apiKey: string;
  /** Complete, absolute address of the ingest's `/event`. */
  apiEndpoint: string;
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
  | "debug";

/** The places that settings may stand in. */
export interface ConfigSources {
  global: Partial<Record<SettingName, unknown>> | undefined;
  attributes: Readonly<Record<string, string | undefined>>;
  pageUrl: string;
}

/** Ways to ask visitors first. None of them is built yet, and sending without having asked is no way to start. */
const ASKING_MODES: readonly string[] = ["opt_in", "opt_out", "auto"];

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
  if (ASKING_MODES.includes(read("consentMode"))) {
    return {
      problem:
        'this version cannot ask for consent, so with this consentMode nothing is stored or sent. Write consentMode "off" only where you may send without asking.',
    };
  }
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
  try {
    const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
    return Array.isArray(list) ? list.filter(Boolean) : [];
  } catch {
    // `JSON.parse` throws on text that is no JSON.
    return [];
  }
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
