import countries from "i18n-iso-countries";

function toKey(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]+/g, "")
    .replace(/[\s!-/:-@[-`{-~\u2010-\u2019]+/g, "");
}

export function deriveCountryNames(): Record<string, string> {
  const rows: string[] = [];
  const names = countries.getNames("en", { select: "all" });
  for (const [alpha2, alpha3] of Object.entries(countries.getAlpha2Codes())) {
    const aliases = new Set([alpha2, alpha3, ...(names[alpha2] ?? [])].map(toKey));
    if (alpha2 === "GB") aliases.add("uk");
    if (alpha2 === "CD") aliases.delete("congo");
    rows.push([...aliases].join());
  }
  return { COUNTRY_NAMES: rows.join(";") };
}
