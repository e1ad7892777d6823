/** What may stand at an amount: a currency's code or sign. Any other word (`40k`, `40%`, `2 Mio`) makes it another number. */
const UNIT = "[A-Z]{3}|[A-Z]{0,3}[$£¥\u20a0-\u20cf]";

/** Digits in groups of three (in India of two, then three) or in one run, and a fraction. */
const NUMBER = "([1-9]\\d{0,2}(?:([.,'’\\s])(?:\\d{2,3}\\4)*\\d{3})?|\\d+)(?:([.,])(\\d+))?";

const AMOUNT = new RegExp(`^(-?)(?:${UNIT})?\\s*(-?)${NUMBER}\\s*(?:${UNIT})?$`);

/**
 * A finite number, also from text as machines and people write it: `"40"`, `"1299.90"`, `"$1,299.90"`, `"1.299,90 €"`.
 *
 * Undefined rather than a wrong number: `"1.234"` and `"1,234"` can be either.
 */
export function parseAmount(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  const match = typeof value === "string" && AMOUNT.exec(value.trim());
  if (!match) return undefined;
  const [, minusBefore, minusAfter, whole = "", separator, point, fraction = "0"] = match;
  if (separator && separator === point) return undefined;
  // A single comma or point with three digits behind it.
  if (!point && (separator === "." || separator === ",") && whole.split(separator).length === 2) return undefined;
  const amount = Number(`${minusBefore}${minusAfter}${whole.replace(/\D/g, "")}.${fraction}`);
  return Number.isFinite(amount) ? amount : undefined;
}
