import type { NormalizeContext } from "./normalizer.ts";
import { normalizePostal } from "./postal.ts";

/** A customer's postcode; of an American one only the five digits that Meta matches by, however ZIP+4 was written. */
export function normalizeCustomerPostal(text: string, { readCountry }: NormalizeContext): string {
  const postal = normalizePostal(text);
  return /^\d{6,}$/.test(postal) && readCountry() === "us" ? postal.slice(0, 5) : postal;
}
