import { CUSTOMER_FIELDS, type CustomerData } from "../wire/customer-data.ts";
import { computeOnce } from "./compute-once.ts";
import { readCustomerCountry } from "./customer-country.ts";
import { NORMALIZERS } from "./normalize/index.ts";
import type { NormalizeContext, Normalizer } from "./normalize/normalizer.ts";
import { readExistingHash } from "./normalize/read-existing-hash.ts";
import { readText } from "./normalize/read-text.ts";
import { readList } from "./read-list.ts";
import { readOwnProperty } from "./read-own-property.ts";
import { sha256 } from "./sha256.ts";

/** The hash of the value's normal form, or the hash that the value is; `""` when it is refused. */
function hashValue(text: string, normalize: Normalizer, context: NormalizeContext): string {
  const hash = readExistingHash(text);
  if (hash !== undefined) return hash;
  // Most events carry no customer data: they must not pay for any rule, least of all for the browser's country names.
  const normalized = text && normalize(text, context);
  return normalized && sha256(normalized);
}

/**
 * Customer data as it may be stored and sent: hashes only, of raw, normalized, already hashed or mixed values.
 *
 * Only the known fields come out; a field that is blank, refused or cannot be read is absent. Numbers count as text. A
 * list stays a list, without its refused and repeated entries. Never throws, and leaves `userData` as it is.
 * `languages` are the page's, in which country names are understood besides English.
 */
export function prepareCustomerData(
  userData: Record<string, unknown>,
  languages: readonly string[] = [],
): CustomerData {
  const customerData: CustomerData = {};
  // Phone and postcode depend on the country, but data that is hashed already needs none.
  const readCountry = computeOnce(() => {
    const country = readOwnProperty(userData, "country");
    return readCustomerCountry(readList(country) ?? [country], languages);
  });
  const context: NormalizeContext = { readCountry, languages };
  for (const field of CUSTOMER_FIELDS) {
    const value = readOwnProperty(userData, field);
    const list = readList(value);
    const hashes = new Set<string>();
    for (const entry of list ?? [value]) {
      hashes.add(hashValue(readText(entry), NORMALIZERS[field], context));
    }
    hashes.delete("");
    const [first] = hashes;
    if (first) customerData[field] = list ? [...hashes] : first;
  }
  return customerData;
}
