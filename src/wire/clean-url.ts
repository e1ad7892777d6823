import { CUT, cutPersonal } from "./cut-personal.ts";
import { decodeAddress, decodeOnce } from "./decode-address.ts";
import { UTM_KEYS, type UtmParams } from "./event.ts";
import { MAX_URL_LENGTH, MAX_UTM_LENGTH } from "./limits.ts";
import { hasPrivateParameter, isPrivatePair } from "./private-parameter.ts";

/** Campaign parameters travel by themselves; Meta's click id travels as `fbc`. */
const TRACKING_NAME = /^(amp;)?(utm_|fbclid$)/i;

/**
 * A page address fit to be stored and sent: without campaign parameters, e-mail addresses, phone numbers, and
 * parameters named like a secret. What stays, stays byte for byte. A fragment stays only if it is a route (`#/cart`).
 * Longer addresses than the limit are cut at their end. Never throws, whatever the text is.
 */
export function cleanUrl(url: string): string {
  const [address, fragment] = cutAt(url, "#");
  const route = /^#!?\//.test(fragment) ? cleanAddress(fragment) : "";
  return (cleanAddress(address) + route).slice(0, MAX_URL_LENGTH);
}

/** The campaign parameters of a page address or its route, decoded; undefined when it has none. */
export function readUtmParams(url: string): UtmParams | undefined {
  const [address, fragment] = cutAt(url, "#");
  const found: UtmParams = {};
  for (const part of [address, fragment]) {
    for (const pair of cutAt(part, "?")[1].slice(1).split("&")) {
      const name = readName(pair).toLowerCase().replace(/^amp;/, "");
      const key = UTM_KEYS.find((utm) => utm === name);
      if (!key) continue;
      const value = decodeOnce(cutAt(pair, "=")[1].slice(1).replace(/\+/g, " "));
      const text = cutPersonal(value).trim().slice(0, MAX_UTM_LENGTH);
      if (text) found[key] = text;
    }
  }
  return Object.keys(found).length ? found : undefined;
}

/** The text before a mark, and the rest beginning with it. */
function cutAt(text: string, mark: string): [before: string, fromMark: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

const readName = (pair: string) => decodeAddress(cutAt(pair, "=")[0]);

function cleanAddress(text: string): string {
  const [address, query] = cutAt(text, "?");
  const [origin = ""] = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(address) ?? [];
  // User name and password stand before the host.
  return origin.replace(/\/\/[^/]*@/, "//") + cleanPath(address.slice(origin.length)) + cleanQuery(query);
}

/** Segment by segment, so that what is clean keeps its own encoding; `;jsessionid=…` is a segment's parameter. */
function cleanPath(path: string): string {
  return path
    .split(/([/;])/)
    .map((segment) => {
      const plain = decodeAddress(segment);
      const clean = hasPrivateParameter(plain) ? CUT : cutPersonal(plain);
      // Half a surrogate pair cannot be encoded.
      return clean === plain ? segment : encodeURIComponent(clean.replace(/[\ud800-\udfff]/gu, ""));
    })
    .join("");
}

function cleanQuery(query: string): string {
  const kept = query
    .slice(1)
    .split("&")
    // The stub leaves nothing between two `&` where it cut something out.
    .filter((pair) => pair && !TRACKING_NAME.test(readName(pair)) && !isPrivatePair(pair))
    .join("&");
  return kept && `?${kept}`;
}
