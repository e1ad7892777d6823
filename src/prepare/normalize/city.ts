import { normalizeAlnumLower } from "./alnum-lower.ts";

/** A city in Meta's form: its letters A to Z and digits; `""` when that does not start with a letter (`29 Palms`, `東京`). */
export function normalizeCity(text: string): string {
  const city = normalizeAlnumLower(text);
  return /^[a-z]/.test(city) ? city : "";
}
