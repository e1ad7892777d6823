// `npm run tables`: writes the derived tables, so that types and tests find them; the build does so by itself.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { deriveTables } from "./derive-tables.ts";

for (const { path, text } of deriveTables()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
