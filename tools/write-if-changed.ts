import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file, and its folder, unless it holds the same already: who watches it hears of real changes alone. It is
 * replaced as a whole, so that nobody who reads it meanwhile gets half of it. Gives whether it was written.
 */
export function writeIfChanged(path: string, content: string | Uint8Array): boolean {
  const bytes = Buffer.from(content);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return false;
  mkdirSync(dirname(path), { recursive: true });
  const whole = `${path}.${process.pid}.tmp`;
  writeFileSync(whole, bytes);
  renameSync(whole, path);
  return true;
}
