import type { PageUtils } from "./page-api.ts";
import { readCustomerCountry } from "./prepare/customer-country.ts";
import { prepareCustomerData } from "./prepare/customer-data.ts";
import { normalizeAlnumLower } from "./prepare/normalize/alnum-lower.ts";
import { normalizeCountry } from "./prepare/normalize/country.ts";
import { normalizeEmail } from "./prepare/normalize/email.ts";
import { NORMALIZERS } from "./prepare/normalize/index.ts";
import { normalizeName } from "./prepare/normalize/name.ts";
import type { NormalizeContext, Normalizer } from "./prepare/normalize/normalizer.ts";
import { normalizePhone } from "./prepare/normalize/phone.ts";
import { normalizePostal } from "./prepare/normalize/postal.ts";
import { readExistingHash } from "./prepare/normalize/read-existing-hash.ts";
import { readText } from "./prepare/normalize/read-text.ts";
import { readOwnProperty } from "./prepare/read-own-property.ts";
import { resolveUserData } from "./prepare/resolve-user-data.ts";
import { sha256 } from "./prepare/sha256.ts";

/** Makes the page's `utils`. `readLanguages` tells the page's languages, in which country names are understood. */
export function createPageUtils(readLanguages: () => readonly string[] = () => []): PageUtils {
  const createContext = (country: unknown): NormalizeContext => {
    const languages = readLanguages();
    return { languages, readCountry: () => readCustomerCountry([country], languages) };
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
    normalizePhone: (phone, country) => apply(phone, (text) => normalizePhone(text, createContext(country))),
    normalizeAlnumLower: (value) => apply(value, normalizeAlnumLower),
    normalizePostal: (postal) => apply(postal, normalizePostal),
    normalizeCountry: (country) => apply(country, (text) => normalizeCountry(text, createContext(undefined))),
    sha256: (text) => (typeof text === "string" ? sha256(text) : readText(text) && sha256(readText(text))),
    hash: (value) => apply(value, (text) => (text.trim() ? sha256(text) : "")),
    normalize: (value, field, country) => {
      const normalize = readOwnProperty(NORMALIZERS, readText(field)) as Normalizer | undefined;
      return apply(value, (text) => (normalize ? normalize(text, createContext(country)) : text.trim().toLowerCase()));
    },
  };
}
