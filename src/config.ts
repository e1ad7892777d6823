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
}

type SettingName = "siteId" | "apiKey" | "apiEndpoint" | "consentMode" | "outboxEvents" | "outboxBytes";

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
  return {
    siteId,
    apiKey,
    apiEndpoint,
    ...(outboxEvents > 0 && { outboxEvents }),
    ...(outboxBytes > 0 && { outboxBytes }),
  };
}

/** Ids are opaque, and some sites print theirs as a number. */
function readText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
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
