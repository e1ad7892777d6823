import { readSameSite } from "../http/same-site.ts";
import type { Site } from "../sites/site.ts";
import { readAttribution } from "./read-attribution.ts";
import type { StoredEvent } from "./stored-event.ts";

interface Visit {
  site: Site;
  /** The events of one body, as they are stored. */
  events: readonly StoredEvent[];
  headers: { origin?: string; host?: string; cookie?: string; "sec-gpc"?: string | string[] };
  /** Milliseconds. */
  receivedAt: number;
}

interface IdentityCookie {
  days: number;
  /** Whether a value has exactly the form that this cookie has, of characters that mean nothing in a header. */
  isValid(value: string): boolean;
  /** The value that an event speaks of. */
  fromEvent(event: StoredEvent): string | undefined;
  /** Whether an event belongs to what the cookie's time is counted from; every one where absent. */
  isDue?(event: StoredEvent): boolean;
}

const META_ID = /^fb\.\d{1,2}\.\d{10,16}\.[\w.~%-]{1,900}$/;
const VISITOR_ID = /^[\w.:-]{1,64}$/;
const UTM = /^utm_(?:source|medium|campaign|term|content|id)=[\w*.+%-]{1,768}(?:&utm_\w{2,8}=[\w*.+%-]{1,768}){0,5}$/;
const CLICK_IDS = /^[a-z_]{2,16}=[\w*.+%-]{1,900}(?:&[a-z_]{2,16}=[\w*.+%-]{1,900}){0,9}$/;
const CLICK_PARAMETER = /[?&](?:(?:tt|g|msc?l|tw)clid|[gw]braid)=/;
const ENCODED = /^[\w.!~*'()%-]+$/;

/** Browsers refuse a cookie whose name and value are longer than this. */
const MAX_COOKIE_LENGTH = 4096;
/** An event that waited longer in an outbox does not bring back what the visitor has cleared since. */
const FRESH_SECONDS = 60;
const DAY_SECONDS = 24 * 60 * 60;

const COOKIES: Readonly<Record<string, IdentityCookie>> = {
  _fbp: { days: 90, isValid: (value) => META_ID.test(value), fromEvent: ({ fbp }) => fbp },
  _fbc: { days: 90, isValid: (value) => META_ID.test(value), fromEvent: ({ fbc }) => fbc },
  _pf_uid: {
    days: 390,
    isValid: (value) => VISITOR_ID.test(value),
    fromEvent: ({ attribution }) => attribution?.visitor_id,
  },
  _pf_attribution: {
    days: 390,
    isValid: isAttribution,
    fromEvent: ({ attribution }) => attribution && encodeURIComponent(JSON.stringify(attribution)),
  },
  // Counted from the visit that brought them and not from the latest one: a campaign must not live for ever.
  _pf_utm: {
    days: 30,
    isValid: (value) => UTM.test(value),
    fromEvent: ({ utm_params }) => utm_params && `${new URLSearchParams(utm_params)}`,
    isDue: ({ utm_params }) => utm_params !== undefined,
  },
  _pf_click_ids: {
    days: 90,
    isValid: (value) => CLICK_IDS.test(value),
    fromEvent: ({ ttclid }) => (ttclid === undefined ? undefined : `${new URLSearchParams({ ttclid })}`),
    isDue: ({ siteURL }) => CLICK_PARAMETER.test(siteURL),
  },
};

/**
 * The `Set-Cookie` lines that keep a visitor's identity as long as it may live: Safari ends after seven days what a
 * script has written, and not what the site's own server sets.
 *
 * None at all unless the page's origin is in the site's list, on the registrable domain of the ingest's own host, every
 * event in the body is one of a visitor who agreed or was not asked, no cookie of consent says otherwise, and the
 * browser does not send Global Privacy Control.
 *
 * What is set is what the browser sent, else what a fresh event speaks of; values that are not exactly of their form are
 * left alone, never repeated. Scripts can read them as before; they are `Secure` where the page came by https.
 */
export function toIdentityCookies({ site, events, headers, receivedAt }: Visit): string[] {
  const { origin, host, cookie = "" } = headers;
  // A listed origin: `checkOrigin` has refused all others.
  const place = site.origins.length > 0 ? readSameSite(origin, host) : undefined;
  if (!place || headers["sec-gpc"] === "1" || events.length === 0 || !events.every(allowsIdentity)) return [];
  const sent = parseCookies(cookie);
  if (!isConsentLeft(sent)) return [];
  const fresh = events.filter(({ eventTime }) => receivedAt / 1000 - eventTime <= FRESH_SECONDS);
  const domain = place.domain ? `; Domain=${place.domain}` : "";
  const secure = origin?.startsWith("https:") ? "; Secure" : "";
  return Object.entries(COOKIES).flatMap(([name, { days, isValid, fromEvent, isDue }]) => {
    if (isDue && !fresh.some(isDue)) return [];
    const value = sent.get(name) ?? fresh.map(fromEvent).findLast((known) => known !== undefined);
    if (value === undefined || name.length + value.length > MAX_COOKIE_LENGTH || !isValid(value)) return [];
    return [`${name}=${value}; Path=/; Max-Age=${days * DAY_SECONDS}; SameSite=Lax${domain}${secure}`];
  });
}

const allowsIdentity = ({ consent }: StoredEvent) =>
  consent === undefined || consent.state === "granted" || (consent.state === "unknown" && consent.mode === "opt_out");

/** What the browser sent; of two cookies with one name, the first is the nearer. */
function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const mark = pair.indexOf("=");
    const name = pair.slice(0, mark).trim();
    if (mark > 0 && !cookies.has(name)) cookies.set(name, pair.slice(mark + 1).trim());
  }
  return cookies;
}

/** Whether the visitor's decision, as the tag keeps it, is none or still a yes: an event may be older than it. */
function isConsentLeft(cookies: ReadonlyMap<string, string>): boolean {
  const decision = cookies.get("_pf_consent");
  if (cookies.get("_pf_no_consent_decision") === "true") return false;
  if (decision === undefined) return true;
  const text = Buffer.from(decodeText(decision), "base64").toString();
  return /"s"\s*:\s*"granted"/.test(text);
}

function isAttribution(value: string): boolean {
  if (!ENCODED.test(value)) return false;
  try {
    return readAttribution(JSON.parse(decodeURIComponent(value))) !== undefined;
  } catch {
    return false;
  }
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
