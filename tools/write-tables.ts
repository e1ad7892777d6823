// `npm run tables`: writes the derived tables, so that types and tests find them; the build does so by itself.
import { join } from "node:path";
import { deriveTables } from "./derive-tables.ts";
import { writeIfChanged } from "./write-if-changed.ts";

/** Writes the tables that the tag needs of public data into src/, where they are not the same already. */
export function writeTables(): void {
  for (const { path, text } of deriveTables()) writeIfChanged(join(import.meta.dirname, "..", path), text);
}

if (import.meta.main) writeTables();
