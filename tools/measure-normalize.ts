import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import esbuild from "esbuild";
import { minify } from "terser";

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

/** Where the parts are measured: in the whole tag, or in `pixelFlow.utils` alone, which nothing else can change. */
const ENTRIES = {
  tag: 'import "./src/main.ts";',
  utils: 'import { createPageUtils } from "./src/page-utils.ts"; window.pixelFlow = createPageUtils();',
};

type Entry = keyof typeof ENTRIES;

async function measureWithout(parts: readonly Part[], entry: Entry): Promise<number> {
  const stubs = parts.flatMap((part) => Object.entries(STUBS[part]));
  const bundled = await esbuild.build({
    stdin: { contents: ENTRIES[entry], resolveDir: root },
    define: { __VERSION__: '"0.0.0"' },
    bundle: true,
    format: "iife",
    target: "es2018",
    write: false,
    legalComments: "none",
    plugins: [
      {
        name: "stubs",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const stub = stubs.find(([file]) => path.endsWith(`/${file}`));
            return stub && { contents: stub[1], loader: "ts" };
          });
        },
      },
    ],
  });
  const { code = "" } = await minify(bundled.outputFiles[0]?.text ?? "", {
    ecma: 2017,
    toplevel: true,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
  });
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
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

/** Measures the minified code with and without its parts. */
export async function measureNormalize(entry: Entry): Promise<NormalizeSizes> {
  const everything = await measureWithout([], entry);
  const withoutCountries = await measureWithout(["countries"], entry);
  return {
    phones: withoutCountries - (await measureWithout(["countries", "phones"], entry)),
    countries: everything - withoutCountries,
    together: everything - (await measureWithout(["phones", "countries", "states", "sha256"], entry)),
  };
}
