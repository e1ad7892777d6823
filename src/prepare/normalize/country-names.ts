import { toCountryKeys } from "./country-key.ts";

/**
 * The browser's names of countries, as keys: in English, in the page's languages, and each in the country's own. A key
 * that two countries share gives `""`.
 */
export function readCountryNames(codes: readonly string[], languages: readonly string[]): Map<string, string> {
  const names = new Map([["", ""]]);
  const namers = new Map<string, Intl.DisplayNames>();

  const addName = (language: string, code?: string) => {
    try {
      const { baseName, region = "" } = new Intl.Locale(language).maximize();
      const namer = namers.get(baseName) || new Intl.DisplayNames(baseName, { type: "region", fallback: "none" });
      namers.set(baseName, namer);
      const home = code || region.toLowerCase();
      for (const key of toCountryKeys(namer.of(home.toUpperCase()) || "")) {
        names.set(key, (names.get(key) ?? home) === home ? home : "");
      }
    } catch {
      // No such language, or one that belongs to no country, or a browser from before 2021, which knows no names.
    }
  };

  for (const language of ["en", ...languages]) for (const code of codes) addName(language, code);
  // Each country's main language, and from "aa" to "zz" each language with its home country.
  for (const code of codes) addName(`und-${code}`);
  for (let tag = 370; tag < 1296; tag++) addName(tag.toString(36));
  return names;
}
