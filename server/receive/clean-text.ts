import { createHash } from "node:crypto";
import { cleanParameter } from "../../src/wire/clean-parameter.ts";
import { cleanUrl } from "../../src/wire/clean-url.ts";
import { cutEmails, cutPersonal } from "../../src/wire/cut-personal.ts";

/**
 * Every text in which the rules find anything to cut has one of these. Looking first costs a tenth of following the
 * rules, and nearly every text is clean: the tag has cleaned what it sends.
 */
const SUSPECT_TEXT = /[@=%+(]|\d[\s)./-]{1,3}\d|eyJ|wc_order_/;
/** The same for addresses without parameters; there, a fragment may go too. */
const SUSPECT_ADDRESS = /[@%+(#"']|\d[\s)./-]{1,3}\d|eyJ|wc_order_/;
/** And for those with parameters: a piece of each name that is private, and what else leaves a query. */
const SUSPECT_QUERY =
  /mail|pass|pwd|token|secret|credential|sig|sess|key|name|birth|auth|otp|jwt|ssn|iban|dob|street|address|ph|tel|mobile|cell|utm_|fbclid|\?&|&&|[?&]$/i;

/** Words without e-mail addresses, phone numbers and keys: a name, a campaign. */
export function cleanWords(text: string): string {
  return SUSPECT_TEXT.test(text) ? cutPersonal(text) : text;
}

/** An event parameter's text, cleaned as the tag does it. */
export function cleanValue(key: string, text: string): string {
  return SUSPECT_TEXT.test(text) ? cleanParameter(key, text) : text;
}

/** A page address without campaign parameters, personal data and secrets, cleaned as the tag does it. */
export function cleanAddress(url: string): string {
  const isClean =
    !SUSPECT_ADDRESS.test(url) && ((!url.includes("?") && !url.includes("=")) || !SUSPECT_QUERY.test(url));
  return isClean ? url : cleanUrl(url);
}

/**
 * An id that is too long or holds an e-mail address, as its SHA-256; any other as it is. A hash and not a cut: two ids
 * that differ only in what would be cut are two.
 */
export function fitId(id: string, maxLength: number): string {
  return id.length <= maxLength && cutEmails(id) === id ? id : createHash("sha256").update(id).digest("hex");
}
