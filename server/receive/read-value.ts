/** Whether a value is an object with keys, neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A string fit for every store: trimmed, cut to `maxLength` UTF-16 code units, without NUL (PostgreSQL refuses it)
 * and lone surrogates. A number becomes its digits; anything else, and what is empty then, is undefined.
 */
export function readText(value: unknown, maxLength: number): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return undefined;
  const text = toStorable(value).trim();
  if (text.length <= maxLength) return text || undefined;
  return text.slice(0, maxLength).toWellFormed();
}

/** Text without NUL and lone surrogates. Looking first is cheaper than replacing, and nearly every text is fine. */
export function toStorable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", "") : whole;
}
