/** A site's own customer id, lower-cased and without any whitespace. */
export function normalizeExternalId(text: string): string {
  return text.replace(/\s+/g, "").toLowerCase();
}
