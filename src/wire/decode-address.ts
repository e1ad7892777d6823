/** Layers of percent-encoding that are taken off: each redirect that carries an address inside an address adds one. */
const MAX_LAYERS = 5;

/**
 * Part of an address as readable text, decoded as far as it goes: a doubly encoded e-mail is still an e-mail. Never
 * throws. `+` stays a `+`: pages write `?tel=+44…` unencoded.
 */
export function decodeAddress(text: string): string {
  let decoded = text;
  for (let layer = 0; layer < MAX_LAYERS && decoded.includes("%"); layer++) decoded = decodeOnce(decoded);
  return decoded;
}

/** The same, one layer only: what a form or a link meant by this text. */
export function decodeOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      // Not UTF-8: then an old page's Latin-1.
      return bytes.replace(/%(..)/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    }
  });
}
