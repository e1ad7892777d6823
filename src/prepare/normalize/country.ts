import { computeOnce } from "../compute-once.ts";
import { foldAccents } from "./fold-accents.ts";
import { COUNTRY_NAMES } from "./generated/country-names.ts";
import type { NormalizeContext } from "./normalizer.ts";

/** No country's name in any language comes near it. */
const MAX_COUNTRY_LENGTH = 200;

const readCountries = computeOnce(() => {
  const countries = new Map<string, string>();
  for (const row of COUNTRY_NAMES.split(";")) {
    const names = row.split(",");
    for (const name of names) countries.set(name, names[0] as string);
  }
  return countries;
});

const toKey = (name: string) => foldAccents(name.toLowerCase()).replace(/[\s!-/:-@[-`{-~\u2010-\u2019]+/g, "");

/**
 * A country as lower-case ISO 3166-1 alpha-2: from alpha-2, alpha-3, a name, or a shop's display text such as
 * `United States (US)`; accents and punctuation do not matter. What names no country gives `""`, never a guess.
 */
export function normalizeCountry(text: string, _context: Pick<NormalizeContext, "languages">): string {
  if (text.length > MAX_COUNTRY_LENGTH) return "";
  const countries = readCountries();
  const found = countries.get(toKey(text));
  if (found) return found;
  const parts = /^([^()]*)\(([^()]*)\)\s*$/.exec(text);
  return (parts && (countries.get(toKey(parts[1] as string)) ?? countries.get(toKey(parts[2] as string)))) ?? "";
}
