import { join } from "node:path";
import type { Plugin } from "esbuild";
import { bundleAndMinify, measureBrotli } from "../build.mjs";
import { writeTables } from "./write-tables.ts";

/** What a part of the customer-data code is replaced by to see what it costs: files, and a text in place of each. */
const STUBS = {
  phones: { "normalize/phone.ts": "export const normalizePhone = (text) => text;" },
  countries: {
    "normalize/country.ts": "export const normalizeCountry = (text) => text;",
    "normalize/country-codes.ts": "export const readCountryCodes = () => [];",
  },
  states: { "normalize/state.ts": "export const normalizeState = (text) => text;" },
  sha256: { "prepare/sha256.ts": "export const sha256 = (text) => text;" },
} satisfies Record<string, Record<string, string>>;

type Part = keyof typeof STUBS;

const root = join(import.meta.dirname, "..");

/** What the parts are measured in: the tag as it ships, or what uses them with little else around. */
const ENTRIES = {
  tag: 'import "./src/main.ts";',
  utils: 'import { createPageUtils } from "./src/page-utils.ts"; window.pixelFlow = createPageUtils();',
  customerData:
    'import { prepareCustomerData } from "./src/prepare/customer-data.ts"; window.data = prepareCustomerData;',
};

type Entry = keyof typeof ENTRIES;

/** The bundle as it ships, but for the parts left out. */
async function measureWithout(parts: readonly Part[], entry: Entry): Promise<number> {
  const stubs = parts.flatMap((part) => Object.entries(STUBS[part]));
  const plugin: Plugin = {
    name: "stubs",
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const stub = stubs.find(([file]) => path.endsWith(`/${file}`));
        return stub && { contents: stub[1], loader: "ts" };
      });
    },
  };
  const input = { stdin: { contents: ENTRIES[entry], resolveDir: root }, plugins: [plugin] };
  const { code } = await bundleAndMinify(input, { file: "measured.js", version: "0.0.0" });
  return measureBrotli(code);
}

/** Bytes of brotli that the costly parts of the customer-data code add to the bundle. */
export interface NormalizeSizes {
  /** Numbering plans and what reads numbers by them. */
  phones: number;
  /** Country names and codes, on top of the numbering plans. */
  countries: number;
  /** Phones, countries, states and SHA-256. */
  together: number;
}

/** Measures the minified code with and without its parts, where they are used. */
export async function measureNormalize(entry: Entry): Promise<NormalizeSizes> {
  writeTables();
  const everything = await measureWithout([], entry);
  const withoutCountries = await measureWithout(["countries"], entry);
  return {
    phones: withoutCountries - (await measureWithout(["countries", "phones"], entry)),
    countries: everything - withoutCountries,
    together: everything - (await measureWithout(["phones", "countries", "states", "sha256"], entry)),
  };
}

/**
 * The middle one of three measurements, in the tag and in two smaller wholes. The difference of two compressed wholes
 * moves by up to 70 bytes with the names that the minifier happens to give to code that has nothing to do with it.
 */
export async function measureNormalizeSteadily(): Promise<NormalizeSizes> {
  const all = [await measureNormalize("tag"), await measureNormalize("utils"), await measureNormalize("customerData")];
  const middle = (part: keyof NormalizeSizes) => all.map((sizes) => sizes[part]).sort((a, b) => a - b)[1] as number;
  return { phones: middle("phones"), countries: middle("countries"), together: middle("together") };
}
