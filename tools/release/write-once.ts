import { existsSync, readFileSync } from "node:fs";
import { writeIfChanged } from "../write-if-changed.ts";

/**
 * Writes files that are never to change again, by their paths. Throws an Error that names those that are there already
 * with other bytes, and writes none then.
 */
export function writeOnce(files: ReadonlyMap<string, string | Uint8Array>): void {
  const changed = [...files].filter(([path, content]) => {
    return existsSync(path) && !readFileSync(path).equals(Buffer.from(content));
  });
  if (changed.length > 0) {
    const paths = changed.map(([path]) => `\n  ${path}`).join("");
    throw new Error(`This version was released already, with other bytes in:${paths}\nRelease a higher version.`);
  }
  for (const [path, content] of files) writeIfChanged(path, content);
}
