import { findCurrency } from "./find-currency.ts";
import { splitAmount } from "./split-amount.ts";

/** A price that was read from a page. */
export interface Price {
  amount: number;
  /** ISO 4217: the one that stands there, else the site's; absent when neither is known. */
  currency?: string | undefined;
}

/** Where amounts have three decimals as a rule. */
const THREE_DECIMALS = /BHD|JOD|KWD|LYD|OMR|TND/;

/** What stands for no fraction: `10,-`, `CHF 10.–`, `299:-`, `₹299/-`. */
const NO_FRACTION = /^(?:[.,:]\s?[-–—]{1,2}|\/[-=])\s*/;

/**
 * The price in a text as shops print it, `$1,299.00`, `1.299,00 €`, `Price: 1 299,- kr *`, or undefined: never a wrong
 * number. No price is what has several numbers (ranges, dates, `2 for $10`), no number (`Free`), a minus, a per cent
 * sign, or a word that is neither a currency nor a label with its colon (`From $10`, `$40k`). What stands in brackets
 * does not count, and neither do words behind a currency (`10 € incl. VAT`). A `total` may have any words before it.
 *
 * Three digits behind the only separator are thousands, except where the currency has three decimals. A sign that
 * several currencies have is read as the site's.
 */
export function parsePrice(
  text: string,
  { currency: siteCurrency, isTotal }: { currency?: string | undefined; isTotal?: boolean },
): Price | undefined {
  const split = splitAmount(text.replace(/[(（][^()（）]*[)）]/g, " "));
  if (!split) return undefined;
  const { ahead, behind, amount, decimals, isGrouped, loneSign } = split;
  const codes = [readAhead(ahead, isTotal), readBehind(behind)];
  const [code, other = code] = codes.filter(Boolean);
  if (codes.includes(undefined) || code !== other) return undefined;
  const currency = code || siteCurrency;
  const isOfThree = THREE_DECIMALS.test(currency ?? "");
  // A comma may be either then; and else nobody writes thousands, or a fraction of three digits, so.
  if (isOfThree ? loneSign === "," : decimals === 3 && amount >= 1000 && !isGrouped) return undefined;
  return { amount: isOfThree && loneSign ? amount / 1000 : amount, currency };
}

/** The currency that ends what stands before the number, if only a label precedes it; `""` for none. */
function readAhead(ahead: string, isTotal = false): string | undefined {
  const code = findCurrency(ahead.replace(/^.*:\s*/, ""));
  if (code !== undefined || !isTotal || /[-−–—+%]\W*$/.test(ahead)) return code;
  // A label may run into the sign where a page sets them apart by style alone.
  const [sign = ""] = /[A-Z]{0,3}[$¥£₠-⃏]$|[^\s$¥£₠-⃏]*$/.exec(ahead) ?? [];
  return findCurrency(sign) ?? "";
}

/** The currency that begins what stands behind the number, if it is that or a remark; `""` for none. */
function readBehind(behind: string): string | undefined {
  const [sign = ""] = behind.replace(NO_FRACTION, "").split(/[\s/*]/);
  return behind.includes("%") ? undefined : findCurrency(sign);
}
