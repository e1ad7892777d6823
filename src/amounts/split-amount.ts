/** One number as people and machines write it, and what stands around it. */
export interface SplitAmount {
  /** Trimmed, like `behind`: signs, labels, whatever it is. */
  ahead: string;
  behind: string;
  amount: number;
  /** Digits of the fraction. */
  decimals: number;
  /** Whether the digits before it stand in groups. */
  isGrouped: boolean;
  /** The only separator, where three digits follow it: the amount is taken for thousands, and may be thousandths. */
  loneSign: "." | "," | undefined;
}

/**
 * Digits in groups of three (in India of two, then three) or in one run, and a fraction. Nothing else may be a digit:
 * ranges, dates, phone numbers and multiples are no amounts.
 */
const AMOUNT = /^(\D*?)([1-9]\d{0,2}(?:([.,'’٬\s])(?:\d{2,3}\3){0,4}\d{3})?|\d{1,99})(?:([.,٫])(\d+))?(\D*)$/;

/** A fraction without anything before its point (`$.99`); the point of `Rs.99` belongs to the word. */
const BARE_FRACTION = /(?:^|[^a-z])[.,٫]$/i;

/** ASCII for the digits and signs of other scripts; marks of the writing direction are left out. */
function toAscii(text: string): string {
  return text
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[٠-٩۰-۹०-९০-৯！-～]/g, (letter) => {
      const code = letter.charCodeAt(0);
      if (code > 0xff00) return String.fromCharCode(code - 0xfee0);
      // The digits of these scripts begin at a multiple of sixteen, and in India six later.
      return String((code & 15) - (code < 0x900 ? 0 : 6));
    });
}

/** The one number in a text; undefined where there is none, or more than one, or none that can be told for sure. */
export function splitAmount(text: string): SplitAmount | undefined {
  const match = AMOUNT.exec(toAscii(text).trim());
  if (!match) return undefined;
  const [, ahead = "", whole = "", separator, point, fraction = "", behind = ""] = match;
  if ((separator && separator === point) || BARE_FRACTION.test(ahead)) return undefined;
  const amount = Number(`${whole.replace(/\D/g, "")}.${fraction}0`);
  return {
    ahead: ahead.trim(),
    behind: behind.trim(),
    amount,
    decimals: fraction.length,
    isGrouped: Boolean(separator),
    loneSign:
      !point && (separator === "." || separator === ",") && whole.split(separator).length === 2 ? separator : undefined,
  };
}
