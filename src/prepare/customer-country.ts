import { readCountryCodes } from "./normalize/country-codes.ts";
import { NORMALIZERS } from "./normalize/index.ts";
import { readExistingHash } from "./normalize/read-existing-hash.ts";
import { readText } from "./normalize/read-text.ts";
import { sha256 } from "./sha256.ts";

/** The country whose code the page has hashed already. There are only 252 to try. */
const findByHash = (hash: string) => readCountryCodes().find((code) => sha256(code) === hash) ?? "";

/**
 * The customer's country as lower-case alpha-2, from the first of the values that can be read; `""` when none can be,
 * `undefined` when all are blank.
 */
export function readCustomerCountry(values: readonly unknown[], languages: readonly string[]): string | undefined {
  let country: string | undefined;
  for (const value of values) {
    const text = readText(value).trim();
    const hash = readExistingHash(text);
    if (text) country ||= hash ? findByHash(hash) : NORMALIZERS.country(text, { languages });
  }
  return country;
}
