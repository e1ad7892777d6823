/** Keeps the letters A to Z and digits, lower-cased. As Meta's code does, accented letters are removed, not folded. */
export function normalizeAlnumLower(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "").toLowerCase();
}
