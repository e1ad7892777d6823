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
  const codes = [readBefore(split.before, isTotal), readAfter(split.after)];
  const [code, other = code] = codes.filter(Boolean);
  if (codes.includes(undefined) || code !== other) return undefined;
  const currency = code || siteCurrency;
  const { amount, decimals, isGrouped, lone } = split;
  if (THREE_DECIMALS.test(currency ?? "")) {
    return lone === "," ? undefined : { amount: lone ? amount / 1000 : amount, currency };
  }
  // Thousands, or a fraction of three digits: nobody writes either so.
  return decimals === 3 && amount >= 1000 && !isGrouped ? undefined : { amount, currency };
}

/** The currency that ends what stands before the number, if only a label precedes it; `""` for none. */
function readBefore(before: string, isTotal = false): string | undefined {
  const whole = before ? findCurrency(before) : "";
  if (whole !== undefined) return whole;
  // A label may run into the sign where a page sets them apart by style alone.
  const [sign = ""] = /[A-Z]{0,3}[$¥£₠-⃏]$|[^\s:$¥£₠-⃏]*$/.exec(before) ?? [];
  const label = before.slice(0, before.length - sign.length).trim();
  const code = sign ? findCurrency(sign) : "";
  if (isTotal) return /[-−–—+%]\W*$/.test(before) ? undefined : (code ?? "");
  return label.endsWith(":") ? code : undefined;
}

/** The currency that begins what stands behind the number; `""` for none. */
function readAfter(after: string): string | undefined {
  const [, sign = "", rest = ""] = /^([^\s/*]*)(.*)$/.exec(after.replace(NO_FRACTION, "")) ?? [];
  return rest.includes("%") || (rest && !sign && !/^[/*]/.test(rest)) ? undefined : sign ? findCurrency(sign) : "";
}
