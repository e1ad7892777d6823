/**
 * Longer text stays as it is: putting accents into order takes the square of their number, half a minute for a hostile
 * text of 300 KB, and no name comes near this length.
 */
const MAX_LENGTH = 1_000;

/** The text in a Unicode normalization form. */
export function toUnicodeForm(text: string, form: "NFC" | "NFD"): string {
  return text.length > MAX_LENGTH ? text : text.normalize(form);
}
