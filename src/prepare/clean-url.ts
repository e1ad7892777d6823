import { UTM_KEYS, type UtmParams } from "../wire/event.ts";
import { MAX_URL_LENGTH, MAX_UTM_LENGTH } from "../wire/limits.ts";

/** Campaign parameters travel by themselves; Meta's click id travels as `fbc`. */
const TRACKING_PARAMETER = /^(utm_.*|fbclid)$/i;

/** Names whose values are personal or secret, as a word of the parameter's name: `email`, `user_email`, `resetToken`. */
const PRIVATE_NAME =
  /e-?mail|pass(word|wd|code|phrase)|pwd|token|secret|credential|api-?_?key|authorization|signature|(^|[^a-z])(auth|otp|sig|jwt|ssn|iban|phone|ph|tel|mobile|cell|dob)([^a-z]|$)|phone_?(number)?$|telephone|mobile_?number|(first|last|full|given|family|sur|user|customer|f|l)[_-]?name|birth_?da(y|te)/i;

const EMAIL = /[^\s@/?&=#:;,<>()"']+@[^\s@/?&=#:;,<>()"']+\.[a-z0-9-]{2,}/gi;

/** A number that is written like a phone number; bare digits are more often an order or a product. */
const PHONE =
  /(\+|\b00)[\s().-]*\d([\s().-]*\d){7,14}\b|\(\d{2,4}\)[\s.-]*\d{3,4}[\s.-]?\d{3,4}\b|\b\d{3}[-.\s]\d{3}[-.\s]\d{4}\b/g;

/** What stands in a path where something personal was cut out. */
const CUT = "redacted";

/**
 * A page address fit to be stored and sent: without campaign parameters, e-mail addresses, phone numbers, and
 * parameters named like a secret. What stays, stays byte for byte. A fragment stays only if it is a route (`#/cart`).
 */
export function cleanUrl(url: string): string {
  const [, beforeHash = "", hash = ""] = /^([^#]*)([\s\S]*)/.exec(url) ?? [];
  const route = /^#!?\//.test(hash) ? cleanAddress(hash) : "";
  // User name and password before the host.
  return (cleanAddress(beforeHash).replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, "$1") + route).slice(
    0,
    MAX_URL_LENGTH,
  );
}

/** The campaign parameters of a page address, decoded; undefined when it has none. */
export function readUtmParams(url: string): UtmParams | undefined {
  const pairs = queryPairs(url).flatMap(([name, value]) => {
    const key = UTM_KEYS.find((utm) => utm === name.toLowerCase());
    const text = cutPersonal(decode(value.replace(/\+/g, " ")).trim()).slice(0, MAX_UTM_LENGTH);
    return key && text ? [[key, text] as const] : [];
  });
  return pairs.length ? Object.fromEntries(pairs) : undefined;
}

/** Text without e-mail addresses and phone numbers. */
export function cutPersonal(text: string, instead = CUT): string {
  return text.replace(EMAIL, instead).replace(PHONE, instead);
}

function cleanAddress(address: string): string {
  const mark = address.indexOf("?");
  const path = mark < 0 ? address : address.slice(0, mark);
  const kept = queryPairs(address)
    .filter(([name, value]) => !TRACKING_PARAMETER.test(name) && !isPrivate(name, value))
    .map(([, , text]) => text);
  return cleanPath(path) + (kept.length ? `?${kept.join("&")}` : "");
}

/** Segment by segment, so that what is clean keeps its own encoding. */
function cleanPath(path: string): string {
  return path
    .split("/")
    .map((segment, position) => {
      // The first three are scheme, nothing, and host.
      if (position < 3 && /^[a-z][a-z0-9+.-]*:/i.test(path)) return segment;
      const plain = decode(segment);
      const cut = cutPersonal(plain);
      return cut === plain ? segment : encodeURIComponent(cut);
    })
    .join("/");
}

function isPrivate(name: string, value: string): boolean {
  const text = decode(value);
  // An address inside a parameter (`?next=/reset?token=…`) has parameters of its own.
  return (
    PRIVATE_NAME.test(name) ||
    cutPersonal(text) !== text ||
    queryPairs(text).some(([inner]) => PRIVATE_NAME.test(inner))
  );
}

/** Name decoded, value raw, and the pair as it stands. */
function queryPairs(address: string): [name: string, value: string, text: string][] {
  const mark = address.indexOf("?");
  if (mark < 0) return [];
  return address
    .slice(mark + 1)
    .split(/[&;]/)
    .filter(Boolean)
    .map((text) => {
      const equals = text.indexOf("=");
      return equals < 0 ? [decode(text), "", text] : [decode(text.slice(0, equals)), text.slice(equals + 1), text];
    });
}

/**
 * Decoded as far as it goes: a doubly encoded e-mail is still an e-mail. `+` stays: pages write `?tel=+44…` unencoded.
 */
function decode(text: string): string {
  const once = decodeOnce(text);
  return /%[0-9a-f]{2}/i.test(once) ? decodeOnce(once) : once;
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%` or bytes that are not UTF-8: then only the pairs that are ASCII, which is all an e-mail needs.
    return text.replace(/%([2-7][0-9a-f])/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}
