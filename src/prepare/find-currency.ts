import { computeOnce } from "./compute-once.ts";
import { SIGNS } from "./normalize/generated/currency-signs.ts";
import { toSignKey } from "./sign-key.ts";

/** What ISO writes for no currency: here, a sign that several have (`$`, `kr`). */
const AMBIGUOUS = "XXX";

const readSigns = computeOnce(
  () => new Map(Array.from(SIGNS.matchAll(/([^A-Z]+)([A-Z]+)/g), ([, sign = "", code = ""]) => [sign, code])),
);

/** Of a code that it does not know, the browser has nothing but the code to say. */
const hasName = (currency: string) =>
  !new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "name" }).format(1).includes(currency);

const createCodeCheck = () => {
  const known = new Map<string, boolean>();
  return (code: string) => {
    const isKnown = known.get(code) ?? hasName(code);
    known.set(code, isKnown);
    return isKnown;
  };
};

const isCurrency = createCodeCheck();

/**
 * The ISO 4217 code of what stands at an amount: a code in capitals or a sign. `""` for a sign that several currencies
 * have, `undefined` for any other word.
 */
export function findCurrency(text: string): string | undefined {
  const code = readSigns().get(toSignKey(text));
  if (code) return code === AMBIGUOUS ? "" : code;
  if (/^[A-Z]{3}$/.test(text) && isCurrency(text)) return text;
  // One of the many dollars.
  return /^[A-Z]{0,3}[$\u20a0-\u20cf]$/.test(text) ? "" : undefined;
}
