import { readCountryCodes, readCountryTable } from "./country-codes.ts";
import { toCountryKeys } from "./country-key.ts";
import { readCountryNames } from "./country-names.ts";
import { type CountryLookup, readCountryText } from "./country-text.ts";
import type { NormalizeContext } from "./normalizer.ts";

/** No country's name in any language comes near it. */
const MAX_COUNTRY_LENGTH = 200;

type Names = ReadonlyMap<string, string>;

/** Looks a name up by its keys, the most telling one first. */
const createLookup = (readNames: () => Names): CountryLookup => {
  return (name) => {
    const names = readNames();
    for (const key of toCountryKeys(name)) {
      const code = names.get(key);
      if (code) return code;
    }
    return "";
  };
};

const lookUpInTable = createLookup(readCountryTable);

/** The browser's names, read once for each list of languages; on most pages there is one. */
const createNamesReader = () => {
  const byLanguages = new Map<string, Names>();
  return (languages: readonly string[]): Names => {
    const key = languages.join();
    const names = byLanguages.get(key) || readCountryNames(readCountryCodes(), languages);
    byLanguages.set(key, names);
    return names;
  };
};

const readBrowserNames = createNamesReader();

/**
 * A country as lower-case ISO 3166-1 alpha-2: from alpha-2, alpha-3, an English name, a name in one of the page's
 * languages or the country's own, or a shop's display text such as `United States (US)`. Accents, punctuation and the
 * order of words do not matter. What names no country, or two, gives `""`: never a guess.
 */
export function normalizeCountry(text: string, { languages }: Pick<NormalizeContext, "languages">): string {
  if (text.length > MAX_COUNTRY_LENGTH) return "";
  // The browser's first list of names takes tens of milliseconds, so the table is asked alone before.
  const lookUpInBrowser = createLookup(() => readBrowserNames(languages));
  return readCountryText(text, [lookUpInTable, (name) => lookUpInTable(name) || lookUpInBrowser(name)]);
}
