import { deriveCountryNames } from "./derive-country-names.ts";
import { derivePhoneRegions } from "./derive-phone-regions.ts";

/** One module that the build writes: its path from the project's root, and its text. */
export interface DerivedTable {
  path: string;
  text: string;
}

const FOLDER = "src/prepare/normalize/generated";

/** A module that exports texts under the given names. */
function toModule(texts: Record<string, string>): string {
  const lines = ["// Derived from public packages by tools/derive-tables.ts; do not edit."];
  for (const [name, text] of Object.entries(texts)) lines.push(`export const ${name} =\n  ${JSON.stringify(text)};`);
  return `${lines.join("\n")}\n`;
}

/** The tables that the tag needs of public data, derived anew from the packages that hold it. */
export function deriveTables(): DerivedTable[] {
  return [
    { path: `${FOLDER}/phone-regions.ts`, text: toModule(derivePhoneRegions()) },
    { path: `${FOLDER}/country-names.ts`, text: toModule(deriveCountryNames()) },
  ];
}
