/** Labels of an extension, which is not part of the number. After a semicolon come the parameters of a `tel:` address. */
const EXTENSION = /(?:;.*|(?:[,x#]|ext[a-z]*|доб)[^a-z\d]*\d+#?|[- ]+\d{1,6}#)$/i;

/**
 * The digits of a phone number as ASCII, behind a `+` where the text has one before them. Full-width and Arabic digits
 * count; an extension does not, and letters are removed as Meta does, not dialled.
 */
export function readPhoneDigits(text: string): string {
  const number = text
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[^\d#]+$/, "")
    .replace(EXTENSION, "");
  const digits = number.replace(/\D+/g, "");
  return /^\D*\+/.test(number) ? `+${digits}` : digits;
}
