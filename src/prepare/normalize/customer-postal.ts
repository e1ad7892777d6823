import type { NormalizeContext } from "./normalizer.ts";
import { normalizePostal } from "./postal.ts";

const ZIP_DIGITS = 5;

/** A customer's postcode; of an American one only the five digits that Meta matches by, however ZIP+4 was written. */
export function normalizeCustomerPostal(text: string, { country }: NormalizeContext): string {
  const postal = normalizePostal(text);
  return country === "us" && /^\d{6,}$/.test(postal) ? postal.slice(0, ZIP_DIGITS) : postal;
}
