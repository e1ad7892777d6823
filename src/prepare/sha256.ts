import { computeOnce } from "./compute-once.ts";

const BLOCK_BYTES = 64;
const ROUNDS = 64;

/** The first 32 bits after the binary point; `| 0` alone would lose the sign's meaning above 2^31. */
const fractionBits = (root: number) => ((root % 1) * 2 ** 32) | 0;

// Both tables are defined by the first primes (FIPS 180-4 §4.2.2 and §5.3.3), so computing them is shorter than
// spelling 72 constants out.
const readConstants = computeOnce(() => {
  const roundConstants = new Int32Array(ROUNDS);
  const initialState = new Int32Array(8);
  let count = 0;
  for (let candidate = 2; count < ROUNDS; candidate++) {
    let divisor = 2;
    while (candidate % divisor !== 0) divisor++;
    if (divisor !== candidate) continue;
    if (count < 8) initialState[count] = fractionBits(Math.sqrt(candidate));
    roundConstants[count++] = fractionBits(candidate ** (1 / 3));
  }
  return { roundConstants, initialState };
});

/** The UTF-8 bytes with FIPS 180-4's padding: a one bit, zeros, and the length in bits as the last 64 bits. */
function padMessage(text: string): DataView {
  const message = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, message.length / 2 ** 29);
  view.setUint32(padded.length - 4, message.length << 3);
  return view;
}

const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));

/**
 * Lower-case hex SHA-256 of the text's UTF-8 bytes.
 *
 * Synchronous, unlike `crypto.subtle`: that one never finishes while a page is left and is missing on plain http. A lone
 * surrogate counts as U+FFFD, as everywhere on the web.
 */
export function sha256(text: string): string {
  const { roundConstants, initialState } = readConstants();
  const message = padMessage(text);
  const state = Int32Array.from(initialState);
  const schedule = new Int32Array(ROUNDS);

  for (let offset = 0; offset < message.byteLength; offset += BLOCK_BYTES) {
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < ROUNDS; i++) {
      if (i < 16) {
        schedule[i] = message.getInt32(offset + i * 4);
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
        (roundConstants[i] as number) +
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
    const words = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (words[i] as number);
  }

  let hex = "";
  for (let i = 0; i < 8; i++) hex += `0000000${((state[i] as number) >>> 0).toString(16)}`.slice(-8);
  return hex;
}
