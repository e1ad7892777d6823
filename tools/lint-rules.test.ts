import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");

/** A file of this folder, and an import that it must not have. */
const FORBIDDEN_IMPORTS = [
  ["src", "../server/log.ts"],
  ["src", "hono"],
  ["src", "./test-support/fake-clock.ts"],
  ["src/wire", "../types.ts"],
  ["src/browser", "../send/sender.ts"],
  ["src/browser", "../pipeline.ts"],
  ["src/capture", "../send/sender.ts"],
  ["src/capture", "../start.ts"],
  ["src/consent", "../browser/storage.ts"],
  ["src/prepare", "../pipeline.ts"],
  ["src/prepare", "../browser/clock.ts"],
  ["src/prepare", "libphonenumber-js"],
  ["src/prepare/normalize", "../../send/outbox.ts"],
  ["src/prepare/normalize", "../../report.ts"],
  ["src/send", "../browser/net.ts"],
  ["src/send", "../prepare/envelope.ts"],
  ["snippet", "../src/send/outbox.ts"],
  ["snippet", "../src/guard.ts"],
  ["server", "../src/prepare/sha256.ts"],
  ["server/http", "../receive/receive.ts"],
  ["server/sites", "../receive/receive.ts"],
  ["server/receive", "../relay/relay.ts"],
  ["server/receive", "../../src/prepare/envelope.ts"],
  ["server/receive", "../store/sqlite/sqlite-store.ts"],
  ["server/relay", "../dashboard/admin.ts"],
  ["server/store", "../relay/relay.ts"],
  ["server/store/sqlite", "../postgres/schema.ts"],
  ["server/store/sqlite", "../../receive/receive.ts"],
  ["server/operation", "../receive/receive.ts"],
  ["server/dashboard", "../store/sqlite/sqlite-store.ts"],
  ["server/dashboard/ui", "../../../src/prepare/envelope.ts"],
  ["server/dashboard/ui", "../../store/sqlite/sqlite-store.ts"],
  ["server/dashboard/ui", "../admin.ts"],
] as const;

const ALLOWED_IMPORTS = [
  ["src", "./prepare/envelope.ts"],
  ["src/send", "../wire/bodies.ts"],
  ["src/prepare/normalize", "../sha256.ts"],
  ["snippet", "../src/wire/event-id.ts"],
  ["server/relay", "../receive/stored-event.ts"],
  ["server/relay", "../../src/wire/limits.ts"],
  ["server/dashboard/ui", "preact/hooks"],
] as const;

const STAGES = ["src", "src/capture", "src/prepare", "src/prepare/normalize", "src/send", "src/wire"];

const FORBIDDEN_GLOBALS = [
  "window.length",
  "globalThis.length",
  "document.title",
  "navigator.language",
  "localStorage.length",
  "crypto.randomUUID()",
  "fetch('/')",
  "addEventListener('pagehide', () => {})",
  "performance.now()",
  "setTimeout(() => {})",
  "Math.random()",
  "Date.now()",
  "new Date()",
];

const ALLOWED_EXPRESSIONS = ["Math.max(1, 2)", "Date.parse('2026-01-01')", "new Date(0)", "new Map()"];

const RULES = ["lint/style/noRestrictedImports", "lint/style/noRestrictedGlobals", "plugin"];

test("lint refuses imports against the flow and globals outside src/browser/, and nothing more", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "pixelflow-lint-"));
  t.after(() => rm(folder, { recursive: true }));
  for (const file of ["biome.json", ".gitignore", "tools/lint"]) {
    await cp(join(root, file), join(folder, file), { recursive: true });
  }
  const refused: string[] = [];
  const planted = new Map<string, string>();
  const plant = async (place: string, code: string, isRefused: boolean) => {
    const path = `${place}/planted-${planted.size}.ts`;
    planted.set(path, code);
    if (isRefused) refused.push(`${place}: ${code}`);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${code}\n`);
  };
  for (const [place, module] of FORBIDDEN_IMPORTS) await plant(place, `export * from "${module}";`, true);
  for (const [place, module] of ALLOWED_IMPORTS) await plant(place, `export * from "${module}";`, false);
  for (const place of STAGES) {
    for (const code of FORBIDDEN_GLOBALS) await plant(place, `export const planted = ${code};`, true);
    for (const code of ALLOWED_EXPRESSIONS) await plant(place, `export const planted = ${code};`, false);
  }
  for (const code of FORBIDDEN_GLOBALS) await plant("src/browser", `export const planted = ${code};`, false);

  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/biome"),
    ["lint", "--reporter=json", "--max-diagnostics=none", "."],
    { cwd: folder, maxBuffer: 1e8, encoding: "utf8" },
  );
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[];
  };
  const found = diagnostics
    .filter(({ category }) => RULES.includes(category))
    .map(({ location: { path } }) => (typeof path === "string" ? path : path.file).replace(/^\.\//, ""))
    .map((path) => `${dirname(path)}: ${planted.get(path)}`);
  assert.deepEqual([...new Set(found)].sort(), refused.sort());
});
