/**
 * JSON of what a page passed or we made, with a bigint as text. Old Prototype.js puts a `toJSON` on lists, texts and
 * numbers, which makes a text of every list: those are written as they are. Throws where `JSON.stringify` does.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, given: unknown) {
    const own = this[key];
    if (typeof own === "bigint") return String(own);
    // A date, or a page's own class, says itself what it is in JSON.
    return typeof own === "object" && !Array.isArray(own) ? given : own;
  });
}
