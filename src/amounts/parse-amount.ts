import { findCurrency } from "./find-currency.ts";
import { splitAmount } from "./split-amount.ts";

/** A minus, before or behind the currency. */
const MINUS = /^-|-$/;

const isUnit = (text: string) => findCurrency(text) !== undefined;

/**
 * A finite number, also from text as machines and people write it: `"40"`, `"1299.90"`, `"$1,299.90"`, `"1.299,90 €"`.
 *
 * Undefined rather than a wrong number: `"1.234"` and `"1,234"` can be either, and a word that is no currency (`40k`,
 * `40%`, `2 Mio`) makes it another number.
 */
export function parseAmount(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  const split = typeof value === "string" && splitAmount(value);
  if (!split || split.loneSign) return undefined;
  const { ahead, behind, amount } = split;
  const unit = ahead.replace(MINUS, "");
  if (!isUnit(unit.trim()) || !isUnit(behind)) return undefined;
  return unit === ahead ? amount : -amount;
}
