import { toSignKey } from "../src/prepare/sign-key.ts";

/** What shops sell in, and where each is at home. */
const CURRENCIES = (
  "USD EUR GBP JPY CNY INR AUD CAD CHF SEK NOK DKK NZD SGD HKD TWD KRW PLN CZK HUF RON BGN TRY RUB UAH ILS BRL MXN ARS " +
  "CLP COP PEN ZAR NGN KES GHS EGP MAD TND AED SAR QAR KWD BHD OMR JOD THB VND IDR MYR PHP BDT PKR LKR KZT GEL AMD AZN " +
  "RSD ISK PYG CRC ZMW"
).split(" ");

/** What people read in a sign that other currencies bear too, and signs that the list of them does not have. */
const EVERYDAY = {
  "£": "GBP",
  "￥": "XXX",
  "₩": "KRW",
  円: "JPY",
  원: "KRW",
  tl: "TRY",
  руб: "RUB",
  đ: "VND",
  au$: "AUD",
  us$: "USD",
  元: "XXX",
  r: "ZAR",
  fr: "XXX",
  kd: "KWD",
  dhs: "XXX",
};

/** The sign of a currency in a language. */
function readSign(locale: string, currency: string, currencyDisplay: "symbol" | "narrowSymbol"): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).formatToParts(1);
  const sign = parts.find(({ type }) => type === "currency")?.value ?? "";
  // Marks of the writing direction are no part of it.
  return toSignKey(sign.replace(/\p{Cf}/gu, ""));
}

/**
 * Signs, each with its currency behind it, in one text: `kčCZKzłPLN`. A sign of several (`$`, `kr`) has `XXX`, which is
 * ISO's for none. Taken from the browser's own data, in English and in each currency's home.
 */
export function deriveCurrencySigns(): { SIGNS: string } {
  const signs = new Map<string, Set<string>>();
  for (const currency of CURRENCIES) {
    const { language, region } = new Intl.Locale(`und-${currency.slice(0, 2)}`).maximize();
    for (const locale of ["en", `${language}-${region}`]) {
      for (const style of ["symbol", "narrowSymbol"] as const) {
        const sign = readSign(locale, currency, style);
        // `40k` is thousands, whatever Zambia's kwacha looks like.
        if (sign !== currency.toLowerCase() && sign !== "k")
          signs.set(sign, (signs.get(sign) ?? new Set()).add(currency));
      }
    }
  }
  const pairs = new Map([...signs].map(([sign, codes]) => [sign, codes.size > 1 ? "XXX" : [...codes].join("")]));
  for (const [sign, code] of Object.entries(EVERYDAY)) pairs.set(sign, code);
  return { SIGNS: [...pairs].map(([sign, code]) => sign + code).join("") };
}
