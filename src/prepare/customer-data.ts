import { CUSTOMER_FIELDS, type CustomerData } from "../wire/customer-data.ts";
import { NORMALIZERS } from "./normalize/index.ts";
import type { NormalizeContext, Normalizer } from "./normalize/normalizer.ts";
import { readExistingHash } from "./normalize/read-existing-hash.ts";
import { readText } from "./normalize/read-text.ts";
import { readOwnProperty } from "./read-own-property.ts";
import { sha256 } from "./sha256.ts";

/** Entries read of a list: far more than a person has addresses, few enough that the event stays below its size limit. */
const MAX_LIST_ENTRIES = 100;

function hashValue(value: unknown, normalize: Normalizer, context: NormalizeContext): string {
  const text = readText(value);
  const existing = readExistingHash(text);
  if (existing !== undefined) return existing;
  const normalized = normalize(text, context);
  return normalized && sha256(normalized);
}

/** The field's values as a list: the entries of a list, or the one value. */
function readValues(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [value];
  const values: unknown[] = [];
  const count = Math.min(value.length, MAX_LIST_ENTRIES);
  for (let i = 0; i < count; i++) values.push(readOwnProperty(value, String(i)));
  return values;
}

/** The first of the page's countries that can be read. */
function readCountry(value: unknown, languages: readonly string[]): string | undefined {
  let country: string | undefined;
  for (const entry of readValues(value)) {
    const text = readText(entry).trim();
    if (text) country ||= NORMALIZERS.country(text, { languages });
  }
  return country;
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
  const context = { country: readCountry(readOwnProperty(userData, "country"), languages), languages };
  for (const field of CUSTOMER_FIELDS) {
    const value = readOwnProperty(userData, field);
    const hashes = new Set<string>();
    for (const entry of readValues(value)) {
      const hash = hashValue(entry, NORMALIZERS[field], context);
      if (hash) hashes.add(hash);
    }
    if (hashes.size > 0) {
      const list = Array.from(hashes);
      customerData[field] = Array.isArray(value) ? list : (list[0] as string);
    }
  }
  return customerData;
}
