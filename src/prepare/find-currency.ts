import { SIGNS } from "./normalize/generated/currency-signs.ts";
import { toSignKey } from "./sign-key.ts";

/** Signs and codes by turns; the last sign is nothing, and has no code behind it. */
const PAIRS = SIGNS.split(/([A-Z]+)/);

/** Of a code that it does not know, the browser has nothing but the code to say. */
const isCurrency = (currency: string) =>
  !new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "name" }).format(1).includes(currency);

/**
 * The ISO 4217 code of what stands at an amount: a code in capitals or a sign. `""` for nothing and for a sign that
 * several currencies have (`$`, `kr`), `undefined` for any other word.
 */
export function findCurrency(text: string): string | undefined {
  const place = PAIRS.indexOf(toSignKey(text));
  if (place >= 0) return (PAIRS[place + 1] ?? "").replace("XXX", "");
  if (/^[A-Z]{3}$/.test(text)) return isCurrency(text) ? text : undefined;
  // One of the many dollars.
  return /^[A-Z]{0,3}[$₠-⃏]$/.test(text) ? "" : undefined;
}
