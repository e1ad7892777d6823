/** One number as people and machines write it, and what stands around it. */
export interface SplitAmount {
  /** Trimmed, like `after`: signs, labels, whatever it is. */
  before: string;
  after: string;
  amount: number;
  /** Digits of the fraction. */
  decimals: number;
  /** Whether the digits before it stand in groups. */
  isGrouped: boolean;
  /** The only separator, where three digits follow it: the amount is taken for thousands, and may be thousandths. */
  lone: "." | "," | undefined;
}

/**
 * Digits in groups of three (in India of two, then three) or in one run, and a fraction. Nothing else may be a digit:
 * ranges, dates, phone numbers and multiples are no amounts.
 */
const AMOUNT = /^(\D*?)([1-9]\d{0,2}(?:([.,'’٬\s])(?:\d{2,3}\3)*\d{3})?|\d+)(?:([.,٫])(\d+))?(\D*)$/;

/** A fraction without anything before its point (`$.99`); the point of `Rs.99` belongs to the word. */
const BARE_FRACTION = /(?:^|[^a-z])[.,٫]$/i;

/** ASCII for the digits and signs of other scripts; marks of the writing direction are left out. */
function toAscii(text: string): string {
  return text
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[०-९০-৯]/g, (digit) => String((digit.charCodeAt(0) & 15) - 6));
}

/** The one number in a text; undefined where there is none, or more than one, or none that can be told for sure. */
export function splitAmount(text: string): SplitAmount | undefined {
  const match = AMOUNT.exec(toAscii(text).trim());
  if (!match) return undefined;
  const [, before = "", whole = "", separator, point, fraction = "", after = ""] = match;
  if ((separator && separator === point) || BARE_FRACTION.test(before)) return undefined;
  const amount = Number(`${whole.replace(/\D/g, "")}.${fraction}0`);
  if (!Number.isFinite(amount)) return undefined;
  const isLone = !point && (separator === "." || separator === ",") && whole.split(separator).length === 2;
  return {
    before: before.trim(),
    after: after.trim(),
    amount,
    decimals: fraction.length,
    isGrouped: Boolean(separator),
    lone: isLone ? separator : undefined,
  };
}
