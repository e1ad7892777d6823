import type { Site } from "./site.ts";

/** The European Economic Area, the United Kingdom and Switzerland, where a visitor has to agree first. */
const OPT_IN_COUNTRIES = new Set(
  "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se is li no gb ch".split(" "),
);

/** The consent mode that holds for a visitor; `auto` decides by country, and asks first where that is unknown. */
export function readConsentMode({ consent }: Site, country: string | undefined): "off" | "opt_in" | "opt_out" {
  if (consent !== "auto") return consent;
  return country !== undefined && !OPT_IN_COUNTRIES.has(country) ? "opt_out" : "opt_in";
}
