/** What stands where something personal was cut out. */
export const CUT = "redacted";

/**
 * An e-mail address, its `@` perhaps percent-encoded. Every part has a greatest length, so that hostile text takes
 * linear time. `logo@2x.png` is an image.
 */
const EMAIL =
  /[^\s@/?&=#:;,<>()"]{1,64}(?:(?:@|%(?:25)*40)(?!\dx\.(?:png|jpe?g|webp))(?:[^\s@/?&=#:;,<>()"'.%]{1,63}\.){1,20}[^\s@/?&=#:;,<>()"'.%\d][^\s@/?&=#:;,<>()"'.%]{1,62})+/g;

/**
 * A number that is written like a phone number; bare digits are more often an order or a product. In this order:
 * +44 20 7946 0018, 0044 20 7946 0018, (555) 123-4567, 555-123-4567, 020 7946 0018, 06 12 34 56 78.
 */
const PHONE =
  /(^|\W)(?:\+[\s().-]{0,3}\d(?:[\s().-]{0,3}\d){7,14}|00\d{0,3}[\s().-]{1,3}\d(?:[\s().-]{0,3}\d){6,12}|\(\d{2,5}\)[\s.-]{0,3}\d{3,4}[\s.-]?\d{3,4}|\d{3}[\s.-]\d{3}[\s.-]\d{4}|0\d{2,4}[\s/-]\d{3,4}[\s-]?\d{3,5}|0\d(?:[\s.-]\d\d){4})(?!\w)/g;

/** Keys that are known by their form: a JSON Web Token, and the word that opens a WooCommerce order to anyone. */
const KEY = /\beyJ[\w-]{8,200}\.eyJ[\w-]+(?:\.[\w-]*)?|\bwc_order_\w+/g;

/** What each of these holds: most texts have none of it, and a page's load must not pay for compiling the search. */
const TRACE = /[@%]|(\d\D*){6}|eyJ|wc_/;

/** Text without e-mail addresses. */
export function cutEmails(text: string): string {
  return TRACE.test(text) ? text.replace(EMAIL, CUT) : text;
}

/** Text without e-mail addresses, phone numbers, and keys that open something. */
export function cutPersonal(text: string): string {
  // E-mail addresses last: a phone number that stood for a domain's last part is a word now.
  return TRACE.test(text) ? cutEmails(text.replace(PHONE, `$1${CUT}`).replace(KEY, CUT)) : text;
}
