/** A source of random numbers from 0 up to 1 that starts anew at the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Sample = (random: () => number) => string;

const pick = <T>(choices: readonly T[], random: () => number) => choices[Math.floor(random() * choices.length)] as T;

/** The digits of a class such as `[2-57]`. */
function readClass(text: string): string[] {
  const digits: string[] = [];
  for (const [, first = "", last = first] of text.matchAll(/(\d)(?:-(\d))?/g)) {
    for (let digit = Number(first); digit <= Number(last); digit++) digits.push(String(digit));
  }
  return digits;
}

/**
 * Makes random digits that match a pattern as numbering plans are written in: digits, classes, `\d`, groups,
 * alternatives, `?`, `{n}` and `{n,m}`.
 */
export function createDigitSampler(pattern: string): Sample {
  let at = 0;

  function readAlternatives(): Sample {
    const alternatives = [readSequence()];
    while (pattern[at] === "|") {
      at++;
      alternatives.push(readSequence());
    }
    return (random) => pick(alternatives, random)(random);
  }

  function readSequence(): Sample {
    const parts: { atom: Sample; min: number; max: number }[] = [];
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const atom = readAtom();
      const [quantifier = "", min = "1", max = min] = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(pattern.slice(at)) ?? [];
      at += quantifier.length;
      parts.push(quantifier === "?" ? { atom, min: 0, max: 1 } : { atom, min: Number(min), max: Number(max) });
    }
    return (random) => {
      let text = "";
      for (const { atom, min, max } of parts) {
        const count = min + Math.floor(random() * (max - min + 1));
        for (let i = 0; i < count; i++) text += atom(random);
      }
      return text;
    };
  }

  function readAtom(): Sample {
    const [token = ""] = /^(?:\((?:\?:)?|\\d|\[[^\]]+\]|\d)/.exec(pattern.slice(at)) ?? [];
    if (!token) throw new Error(`No numbering plan is written like ${pattern.slice(at)}`);
    at += token.length;
    if (token.startsWith("(")) {
      const group = readAlternatives();
      at++;
      return group;
    }
    const digits = token === "\\d" ? readClass("0-9") : readClass(token);
    return (random) => pick(digits, random);
  }

  return readAlternatives();
}
