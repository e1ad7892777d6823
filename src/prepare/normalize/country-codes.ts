import { computeOnce } from "../compute-once.ts";
import { ALIASES, ALPHA_3_LETTERS, OTHER_COUNTRIES } from "./generated/country-names.ts";
import { REGIONS } from "./generated/phone-regions.ts";

/** Every country's lower-case alpha-2 code, in the order of the generated tables. */
export const readCountryCodes = computeOnce(() => (REGIONS + OTHER_COUNTRIES).match(/[a-z]{2}/g) as string[]);

/** Alpha-2 by everything that is known without the browser's help: alpha-2, alpha-3, and names as keys. */
export const readCountryTable = computeOnce(() => {
  const table = new Map<string, string>();
  const aliases = ALIASES.split(",");
  readCountryCodes().forEach((code, i) => {
    // Most alpha-3 codes are the alpha-2 code with one letter more: behind it, or in capitals within it.
    const letter = ALPHA_3_LETTERS.charAt(i);
    const lower = letter.toLowerCase();
    const alpha3 = letter === lower ? code + lower : code.charAt(0) + lower + code.charAt(1);
    for (const name of [code, alpha3, ...(aliases[i] || "").split(" ")]) table.set(name, code);
  });
  table.delete("");
  return table;
});
