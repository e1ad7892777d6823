import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import countries from "i18n-iso-countries";
import metadata from "libphonenumber-js/metadata.max.json";
import { toCountryKeys } from "../src/prepare/normalize/country-key.ts";
import { readCountryNames } from "../src/prepare/normalize/country-names.ts";
import { readCountryText } from "../src/prepare/normalize/country-text.ts";
import { EVERYDAY_NAMES, LEFT_OUT, OFFICIAL_NAMES } from "./country-name-lists.ts";

/** Where most online orders go: answered without the browser's list of names, whose first use takes long. */
const COMMON = "US GB CA AU DE FR".split(" ");

/** Whose English name changes from browser to browser. */
const DISPUTED = "FK HK MO PS TR".split(" ");

const english = new Intl.DisplayNames("en", { type: "region" });
const shortEnglish = new Intl.DisplayNames("en", { type: "region", style: "short" });

/** A name of two. */
const AMBIGUOUS = "Virgin Islands";

/** A name and what it stands for, gathered from every source. */
type Names = Map<string, Set<string>>;

function readEverydayNames(): { alpha2: string; names: string[] }[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve("country-to-iso/data/names.json")), "country");
  return readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

function gatherNames(codes: string[]): Names {
  const names: Names = new Map();
  const add = (name: string, code: string) => names.set(name, (names.get(name) ?? new Set()).add(code));
  for (const [code, list] of Object.entries(countries.getNames("en", { select: "all" }))) {
    for (const name of list) add(name, code);
  }
  for (const { alpha2, names: list } of readEverydayNames()) {
    // Names in other letters are in the country's own language, which the browser knows.
    for (const name of list) if (/^[\x20-\x7e]+$/.test(name) && !LEFT_OUT.has(name.trim())) add(name, alpha2);
  }
  for (const source of [OFFICIAL_NAMES, EVERYDAY_NAMES]) {
    for (const [code, list] of Object.entries(source)) for (const name of list) add(name, code);
  }
  for (const code of codes) {
    add(english.of(code) ?? "", code);
    add(shortEnglish.of(code) ?? "", code);
  }
  // Ambiguous in the sources; ISO's own short name of CG.
  names.set("Congo", new Set(["CG"]));
  names.delete(AMBIGUOUS);
  return names;
}

/** One letter a country from which its alpha-3 code is built; the code itself where that does not work. */
function deriveAlpha3(code: string): { letter: string; irregular?: string } {
  const alpha3 = countries.alpha2ToAlpha3(code);
  if (!alpha3) return { letter: "." };
  if (alpha3.startsWith(code)) return { letter: alpha3.charAt(2).toLowerCase() };
  if (alpha3.charAt(0) + alpha3.charAt(2) === code) return { letter: alpha3.charAt(1) };
  return { letter: ".", irregular: alpha3.toLowerCase() };
}

/** The country that already has one of the keys. */
function findAlias(aliases: Map<string, Set<string>>, keys: string[]): string {
  for (const [code, names] of aliases) if (keys.some((key) => names.has(key))) return code.toLowerCase();
  return "";
}

/** The texts of the generated module of country names. */
export function deriveCountryNames(): Record<string, string> {
  const regions = Object.values(metadata.country_calling_codes).flat() as string[];
  const others = Object.keys(countries.getAlpha2Codes()).filter((code) => !regions.includes(code));
  const codes = [...regions, ...others];

  const aliases = new Map<string, Set<string>>(codes.map((code) => [code, new Set()]));
  let letters = "";
  for (const code of codes) {
    const { letter, irregular } = deriveAlpha3(code);
    letters += letter;
    if (irregular) aliases.get(code)?.add(irregular);
  }
  aliases.get("GB")?.add("uk");

  // What the browser finds by itself needs no row.
  const lowerCodes = codes.map((code) => code.toLowerCase());
  const browserNames = readCountryNames(lowerCodes, []);
  const names = gatherNames(codes);
  const inTable = [...COMMON, ...DISPUTED];
  const lookUp = (name: string) => {
    const keys = toCountryKeys(name);
    const codes = keys.map((key) => countries.toAlpha2(key.toUpperCase())?.toLowerCase() || browserNames.get(key));
    return codes.find(Boolean) || findAlias(aliases, keys);
  };
  const ambiguous = new Set(toCountryKeys(AMBIGUOUS));
  // Short names first: "Holy See (Vatican City State)" needs no row once "Holy See" has one.
  for (const [name, [code = "", ...more]] of [...names].sort(([a], [b]) => a.length - b.length)) {
    if (more.length > 0) throw new Error(`${name} is ambiguous: ${code}, ${more}`);
    const lower = code.toLowerCase();
    const isFound = readCountryText(name, [lookUp]) === lower;
    if (isFound && !(inTable.includes(code) && english.of(code) === name)) continue;
    // The shortest key that nothing else has.
    const keys = toCountryKeys(name);
    const isFree = (key: string) =>
      key &&
      !ambiguous.has(key) &&
      (browserNames.get(key) ?? lower) === lower &&
      (findAlias(aliases, [key]) || lower) === lower;
    const alias = keys.findLast(isFree) ?? keys[0] ?? "";
    if (alias.length < 4 && countries.isValid(alias)) throw new Error(`${name} would be read as the code ${alias}`);
    aliases.get(code)?.add(alias);
  }

  return {
    OTHER_COUNTRIES: others.join("").toLowerCase(),
    ALPHA_3_LETTERS: letters,
    ALIASES: [...aliases.values()].map((names) => [...names].join(" ")).join(),
  };
}
