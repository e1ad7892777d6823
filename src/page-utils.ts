import { prepareCustomerData } from "./prepare/customer-data.ts";
import { normalizeAlnumLower } from "./prepare/normalize/alnum-lower.ts";
import { normalizeCountry } from "./prepare/normalize/country.ts";
import { normalizeEmail } from "./prepare/normalize/email.ts";
import { NORMALIZERS } from "./prepare/normalize/index.ts";
import { normalizeName } from "./prepare/normalize/name.ts";
import { normalizePhone } from "./prepare/normalize/phone.ts";
import { normalizePostal } from "./prepare/normalize/postal.ts";
import { readExistingHash } from "./prepare/normalize/read-existing-hash.ts";
import { readText } from "./prepare/normalize/read-text.ts";
import { readOwnProperty } from "./prepare/read-own-property.ts";
import { resolveUserData } from "./prepare/resolve-user-data.ts";
import { sha256 } from "./prepare/sha256.ts";
import type { CustomerData, CustomerField } from "./wire/customer-data.ts";

/**
 * `pixelFlow.utils`: customer data brought into the form that Meta matches by. Needs no configuration, works on plain
 * http, never throws and never rejects.
 *
 * The synchronous functions give the plain, normalized text, and `""` for a value that cannot be what it should be. A
 * value that is already a hash comes back as that hash.
 */
export interface PageUtils {
  /**
   * Normalizes and hashes customer data; the result is ready for `trackEvent`.
   *
   * Takes raw, normalized and hashed values, lists of them and Promises of them; unknown keys are left out.
   *
   * @example await pixelFlow.utils.normalizeCustomerData({ em: "Jane@Example.com", ph: "(555) 123-4567" })
   */
  normalizeCustomerData(data: unknown): Promise<CustomerData>;
  /** `" Jane@Example.com "` gives `"jane@example.com"`. */
  normalizeEmail(email: unknown): string;
  /** `" John "` gives `"john"`, `"O'Neil"` gives `"oneil"`. */
  normalizeName(name: unknown): string;
  /** `("+1 (555) 123-4567", "US")` gives `"15551234567"`. The country may be a code or a name; without one, `US`. */
  normalizePhone(phone: unknown, country?: unknown): string;
  /** `"New York"` gives `"newyork"`. */
  normalizeAlnumLower(text: unknown): string;
  /** `"94103-1234"` gives `"94103"`. */
  normalizePostal(postal: unknown): string;
  /** `"United States"` gives `"us"`. */
  normalizeCountry(country: unknown): string;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes, as it stands. Of anything but text and numbers, `""`. */
  sha256(text: unknown): string;
  /** Like `sha256`, but made for customer values: blank gives `""`, and what is already a hash is not hashed again. */
  hash(value: unknown): string;
  /**
   * Normalizes by the rule of a customer field: `("+44 20 7946 0018", "ph")`. Without a field, trims and lower-cases.
   * The third argument is the country, for `ph` and `zp`.
   */
  normalize(value: unknown, field?: unknown, country?: unknown): string;
}

/** Makes the page's `utils`. `readLanguages` tells the page's languages, in which country names are understood. */
export function createPageUtils(readLanguages: () => readonly string[] = () => []): PageUtils {
  const readCountry = (country: unknown): string | undefined => {
    const text = readText(country).trim();
    return text ? normalizeCountry(text, { languages: readLanguages() }) : undefined;
  };

  /** Hands on what is already a hash, and else the text's normal form. */
  const apply = (value: unknown, normalize: (text: string) => string): string => {
    const text = readText(value);
    return readExistingHash(text) ?? normalize(text);
  };

  return {
    normalizeCustomerData: async (data) => prepareCustomerData(await resolveUserData(data), readLanguages()),
    normalizeEmail: (email) => apply(email, normalizeEmail),
    normalizeName: (name) => apply(name, normalizeName),
    normalizePhone: (phone, country) => apply(phone, (text) => normalizePhone(text, { country: readCountry(country) })),
    normalizeAlnumLower: (value) => apply(value, normalizeAlnumLower),
    normalizePostal: (postal) => apply(postal, normalizePostal),
    normalizeCountry: (country) => apply(country, (text) => normalizeCountry(text, { languages: readLanguages() })),
    sha256: (text) => (typeof text === "string" ? sha256(text) : readText(text) && sha256(readText(text))),
    hash: (value) => apply(value, (text) => (text.trim() ? sha256(text) : "")),
    normalize: (value, field, country) =>
      apply(value, (text) => {
        const normalizer = readOwnProperty(NORMALIZERS, readText(field)) as
          | (typeof NORMALIZERS)[CustomerField]
          | undefined;
        const trimmed = text.trim();
        return normalizer
          ? normalizer(text, { country: readCountry(country), languages: readLanguages() })
          : trimmed.toLowerCase();
      }),
  };
}
