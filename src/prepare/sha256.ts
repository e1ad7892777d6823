import { computeOnce } from "./compute-once.ts";

const WORDS_PER_BLOCK = 16;
const ROUNDS = 64;

/** The first 32 bits behind the binary point. */
const toFractionBits = (root: number) => ((root % 1) * 2 ** 32) | 0;

// Both tables are defined by the first primes (FIPS 180-4 §4.2.2 and §5.3.3), so computing them is shorter than
// spelling 72 constants out.
const readConstants = computeOnce(() => {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < ROUNDS; candidate++) {
    // A plain loop up to the root: a function called at each trial takes longer than the hash itself.
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor) divisor++;
    if (divisor * divisor > candidate) primes.push(candidate);
  }
  const takeRoots = (degree: number) => primes.map((prime) => toFractionBits(prime ** (1 / degree)));
  return { initial: takeRoots(2), rounds: takeRoots(3) };
});

/** The UTF-8 bytes as big-endian words, padded by a one bit, zeros, and the length in bits. */
function toPaddedWords(text: string): Int32Array {
  const bytes = new TextEncoder().encode(text);
  const words = new Int32Array(((bytes.length + 8) >> 6) * WORDS_PER_BLOCK + WORDS_PER_BLOCK);
  for (let i = 0; i <= bytes.length; i++) {
    // A shift counts modulo 32.
    (words[i >> 2] as number) |= (bytes[i] ?? 0x80) << (24 - i * 8);
  }
  words[words.length - 1] = bytes.length * 8;
  return words;
}

const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));

type State = [number, number, number, number, number, number, number, number];

/**
 * Lower-case hex SHA-256 of the text's UTF-8 bytes.
 *
 * Synchronous, unlike `crypto.subtle`: that one never finishes while a page is left and is missing on plain http. A lone
 * surrogate counts as U+FFFD, as everywhere on the web.
 */
export function sha256(text: string): string {
  const { initial, rounds } = readConstants();
  const message = toPaddedWords(text);
  let state = initial.slice(0, 8) as State;
  const schedule = new Int32Array(ROUNDS);

  for (let block = 0; block < message.length; block += WORDS_PER_BLOCK) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < ROUNDS; i++) {
      if (i < WORDS_PER_BLOCK) {
        schedule[i] = message[block + i] as number;
      } else {
        const early = schedule[i - 15] as number;
        const late = schedule[i - 2] as number;
        schedule[i] =
          (schedule[i - 16] as number) +
          (rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)) +
          (schedule[i - 7] as number) +
          (rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10));
      }
      const first =
        h +
        (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
        ((e & f) ^ (~e & g)) +
        (rounds[i] as number) +
        (schedule[i] as number);
      const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    state = [a, b, c, d, e, f, g, h].map((word, i) => (word + (state[i] as number)) | 0) as State;
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
