import { sha256 } from "../sha256.ts";

// 64 hex digits are SHA-256, 32 are MD5. Meta's parameter builder appends a dot and a mark of its own version, which
// says nothing about the person and must not come from us, so it is left off.
const HASH = /^([0-9a-f]{64}|[0-9a-f]{32})(?:\.[\w-]{2}(?:[\w-]{6})?)?$/i;

/** Longer text is no hash, whatever it is. */
const MAX_HASH_LENGTH = 1_000;

const EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

/**
 * The hash that the text already is, in lower case; `undefined` when it is ordinary text. The hash of the empty string,
 * which a page makes of a blank field, gives `""`: it names nobody.
 */
export function readExistingHash(text: string): string | undefined {
  if (text.length > MAX_HASH_LENGTH) return undefined;
  const hash = HASH.exec(text.trim())?.[1]?.toLowerCase();
  return hash && (hash === EMPTY_MD5 || hash === sha256("")) ? "" : hash;
}
