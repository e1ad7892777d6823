import { toUnicodeForm } from "./unicode-form.ts";

/**
 * Lower-cases a first or last name and removes spaces and punctuation; accents, digits and every script stay, titles too.
 *
 * Beyond Meta's own rule, typographic apostrophes and hyphens count as punctuation (phones type them), and the text is
 * composed (NFC), so that `é` hashes the same however it was typed.
 */
export function normalizeName(text: string): string {
  return toUnicodeForm(text, "NFC")
    .replace(/[\s!-/:-@[-`{-~\u2018\u2019\u02bc\u2010-\u2015]+/g, "")
    .toLowerCase();
}
