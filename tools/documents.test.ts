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

test("the README names every setting of the ingest and every key of a site", () => {
  const readme = read("README.md");
  const [, variables = ""] = /const VARIABLES = \{([\s\S]*?)\n\} as const/.exec(read("server/settings.ts")) ?? [];
  const [, keys = ""] =
    /const siteSchema = v\.strictObject\(\{([\s\S]*?)\n\}\)/.exec(read("server/sites/site.ts")) ?? [];
  const names = [variables, keys].flatMap((text) => [...text.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name));
  assert.ok(names.length > 20);
  for (const name of names) assert.ok(readme.includes(`\`${name}\``), `README.md does not name ${name}`);
});
