import countries from "i18n-iso-countries";
import metadata from "libphonenumber-js/metadata.max.json";

/** One module that the build writes: its path from the project's root, and its text. */
export interface DerivedTable {
  path: string;
  text: string;
}

const FOLDER = "src/prepare/normalize/generated";

function deriveModule(path: string, name: string, doc: string, value: string): DerivedTable {
  const text = `// Written by tools/derive-tables.ts; do not edit.\n/** ${doc} */\nexport const ${name} = ${JSON.stringify(value)};\n`;
  return { path: `${FOLDER}/${path}`, text };
}

function derivePhonePlans(): DerivedTable {
  const rows: string[] = [];
  for (const [region, plan] of Object.entries(metadata.countries as unknown as Record<string, unknown[]>)) {
    const minLength = Math.min(...(plan[3] as number[]));
    rows.push([region.toLowerCase(), plan[0], plan[5] || "", plan[0] === "1" ? 10 : minLength].join());
  }
  return deriveModule("phone-plans.ts", "PHONE_PLANS", "Regions and their calling codes.", rows.join(";"));
}

function toKey(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]+/g, "")
    .replace(/[\s!-/:-@[-`{-~\u2010-\u2019]+/g, "");
}

function deriveCountryNames(): DerivedTable {
  const rows: string[] = [];
  const names = countries.getNames("en", { select: "all" });
  for (const [alpha2, alpha3] of Object.entries(countries.getAlpha2Codes())) {
    const aliases = new Set([alpha2, alpha3, ...(names[alpha2] ?? [])].map(toKey));
    if (alpha2 === "GB") aliases.add("uk");
    if (alpha2 === "CD") aliases.delete("congo");
    rows.push([...aliases].join());
  }
  return deriveModule("country-names.ts", "COUNTRY_NAMES", "Countries and their names.", rows.join(";"));
}

/** The tables that the tag needs of public data, derived anew from the packages that hold it. */
export function deriveTables(): DerivedTable[] {
  return [derivePhonePlans(), deriveCountryNames()];
}
