import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const read = (file: string) => readFileSync(join(import.meta.dirname, "..", file), "utf8");

test("CONTRIBUTING gives each package of package.json one reason, and names no other", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  const [, table = ""] = /^## Dependencies[^\n]*\n([\s\S]*?)(?=\n## |$(?![\s\S]))/m.exec(read("CONTRIBUTING.md")) ?? [];
  const named = [...table.matchAll(/^\| `([^`]+)` +\| \S/gm)].map(([, name]) => name);
  assert.deepEqual(named.sort(), Object.keys({ ...dependencies, ...devDependencies }).sort());
});
