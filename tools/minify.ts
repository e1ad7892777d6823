import type { MinifyOptions } from "terser";
import { minify as terse } from "terser";

const LETTERS = "etnraoislcudpfhmgvybwxkjqz";
const MORE = "STNCEALOMPDHBFIRUWXVJKQGYZ$_";
const DIGITS = "0123456789";

const COMMON: MinifyOptions = { ecma: 2020, toplevel: true, format: { quote_style: 2, comments: false } };

/** Code and its source map. */
export interface Mapped {
  code: string;
  map: string;
}

/** Gives out the shortest names, beginning with the letter at that place. */
function createNaming(first: number) {
  const begin = LETTERS.slice(first) + LETTERS.slice(0, first) + MORE;
  return {
    get(index: number) {
      const letter = begin.charAt(index % begin.length);
      const rest = Math.floor(index / begin.length);
      return rest ? letter + (begin + DIGITS).charAt(rest - 1) : letter;
    },
  };
}

/**
 * Bundled code in its last bytes: shortened by terser, and named anew in as many orders of letters as there are; the one
 * that `measure` finds smallest wins. What an order is worth to a compressor, only a trial can tell: up to half a
 * percent lies between them.
 */
export async function minify(bundled: Mapped, file: string, measure: (code: string) => number): Promise<Mapped> {
  const run = async ({ code, map }: Mapped, options: MinifyOptions): Promise<Mapped> => {
    const sourceMap = { content: map, filename: file, includeSources: true };
    const minified = await terse({ [file]: code }, { ...COMMON, ...options, sourceMap });
    return { code: minified.code ?? "", map: String(minified.map) };
  };
  const short = await run(bundled, {
    compress: { passes: 6, inline: 1, sequences: false, hoist_funs: true, unsafe_arrows: true, pure_getters: true },
    mangle: false,
  });
  let smallest: Mapped | undefined;
  for (let first = 0; first < LETTERS.length; first++) {
    const named = await run(short, { compress: false, mangle: { nth_identifier: createNaming(first) } });
    if (!smallest || measure(named.code) < measure(smallest.code)) smallest = named;
  }
  return smallest ?? short;
}
