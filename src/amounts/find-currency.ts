/**
 * Signs as shops display them, without points and in small letters, each with its currency behind it; a sign of several
 * (`$`, `kr`) has `XXX`, which is ISO's for none.
 */
const SIGNS =
  "$XXX¥XXX￥XXX元XXXkrXXXrsXXXfrXXXdhsXXX€EUR£GBPa$AUDmx$MXNnt$TWDr$BRL₹INR₩KRW원KRW円JPYcn¥CNYzłPLNkčCZKftHUFleiRONлвBGN₺TRYtlTRY₽RUBрубRUB₴UAH₪ILSs/PENrZAR₦NGNkshKESkdKWD฿THB₫VNDđVNDrpIDRrmMYR₱PHP৳BDT₸KZT₾GEL֏AMD₲PYG₡CRC₵GHSgh₵GHSدإAEDرسSARرقQARدكKWDدبBHDرعOMRدأJODجمEGPدمMADدتTND";

/** Signs and codes by turns; the last sign is nothing, and has no code behind it. */
const PAIRS = SIGNS.split(/([A-Z]+)/);

/** Of a code that it does not know, the browser has nothing but the code to say. */
const isCurrency = (currency: string) =>
  !new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "name" }).format(1).includes(currency);

/**
 * The ISO 4217 code of what stands at an amount: a code in capitals or a sign. `""` for nothing and for a sign that does
 * not tell, `undefined` for any other word.
 */
export function findCurrency(text: string): string | undefined {
  const place = PAIRS.indexOf(text.toLowerCase().replace(/[.\s]/g, ""));
  if (place >= 0) return (PAIRS[place + 1] ?? "").replace("XXX", "");
  // `US$` is USD.
  const code = text.replace(/^([A-Z]{2})\s?\$$/, "$1D");
  if (/^[A-Z]{3}$/.test(code) && isCurrency(code)) return code;
  // One of the many dollars.
  return /^[A-Z]{0,3}[$₠-⃏]$/.test(text) ? "" : undefined;
}
