import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { transformSync } from "esbuild";
import { parseSites } from "../../server/sites/site.ts";
import { findPhp } from "../find-php.ts";
import { lintCaddyfile, lintContainerfile, lintNginx, lintUnit } from "./lint-configuration.ts";
import { type Block, ROOT, readGuides } from "./read-documents.ts";

/** What the comments above a block may say. */
const NOTES = ["sends", "values", "clicks", "mode", "in", "with", "syntax"];
/** Plain text: lines to compare with, or pieces of a larger file. */
const TEXT = () => undefined;

/** Runs with a file of this content in a folder of its own. */
function withFile<Result>(name: string, content: string, use: (path: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "pixelflow-docs-"));
  try {
    writeFileSync(join(folder, name), content);
    return use(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const parseScript = (loader: "js" | "ts" | "jsx" | "tsx") => (code: string) => {
  transformSync(code, { loader, format: "esm", target: "esnext", logLevel: "silent" });
};

/** A whole module, or signatures as an interface has them. */
function parseTypes(code: string): void {
  try {
    parseScript("ts")(code);
  } catch {
    parseScript("ts")(`interface Signatures { ${code.replaceAll("\n", ";\n")} }`);
  }
}

/** The script of a component file, which has to have one. */
function parseComponent(code: string): void {
  const [, script] = /<script[^>]*lang="ts"[^>]*>([\s\S]*?)<\/script>/.exec(code) ?? [];
  assert.ok(script, "no <script lang=ts>");
  parseScript("ts")(script);
}

function lintShell(code: string): void {
  execFileSync("bash", ["-n"], { input: code });
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const own = { ...scripts, ci: "", install: "", test: scripts.test, start: scripts.start };
  for (const [, run, name = ""] of code.matchAll(/\bnpm (run )?([\w:]+)/g))
    assert.ok(Object.hasOwn(run ? scripts : own, name), `npm has no ${name} here`);
}

function lintJson(code: string): void {
  const value = JSON.parse(code);
  if (value.sites) parseSites(value);
}

function lintPhp(code: string): void {
  const { status, stdout } = withFile("block.php", `<?php\n${code}`, (path) =>
    spawnSync(findPhp(), ["-l", path], { encoding: "utf8" }),
  );
  assert.equal(status, 0, stdout);
}

/** How a block of each language is looked at here; `e2e/docs.spec.ts` runs the pages' ones in a browser. */
const LINTS: Record<string, (code: string) => void> = {
  js: parseScript("js"),
  ts: parseTypes,
  tsx: parseScript("tsx"),
  vue: parseComponent,
  svelte: parseComponent,
  html: TEXT,
  json: lintJson,
  sh: lintShell,
  php: lintPhp,
  caddy: lintCaddyfile,
  nginx: lintNginx,
  ini: lintUnit,
  dockerfile: lintContainerfile,
  text: TEXT,
};

for (const { path, blocks } of readGuides()) {
  test(`the blocks of ${path} are what they say`, () => {
    for (const { place, language, code, notes } of blocks) {
      const lint = LINTS[language];
      assert.ok(lint, `${place}: “${language}” is no language that is looked at; write one of ${Object.keys(LINTS)}`);
      for (const note of Object.keys(notes)) assert.ok(NOTES.includes(note), `${place}: nobody reads “${note}”`);
      assert.doesNotThrow(() => lint(code), place);
    }
  });
}

const blocksWith = (note: string, value: string): Block[] =>
  readGuides()
    .flatMap(({ blocks }) => blocks)
    .filter(({ notes }) => notes[note] === value);

test("what is made for Tag Manager has nothing that it refuses", () => {
  const blocks = blocksWith("syntax", "es5");
  assert.ok(blocks.length > 0);
  for (const { place, code } of blocks)
    assert.doesNotMatch(code, /=>|`|\?\.|\.\.\.|(?<![.\w])(?:const|let|class|async|await)\b|<script [^>]*data-/, place);
});

test("what is made for a server runs on one", () => {
  const blocks = blocksWith("in", "node");
  assert.ok(blocks.length > 0);
  for (const { place, code } of blocks) {
    const { status, stderr } = withFile("block.mjs", code, (path) => spawnSync(process.execPath, [path]));
    assert.equal(status, 0, `${place}: ${stderr}`);
  }
});

test("systemd finds nothing wrong with the unit, where it is there to be asked", () => {
  const [unit] = readGuides().flatMap(({ blocks }) => blocks.filter(({ language }) => language === "ini"));
  assert.ok(unit);
  if (!existsSync("/usr/bin/systemd-analyze")) return;
  const here = unit.code
    .replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`)
    .replace(/^EnvironmentFile=.*\n/m, "");
  const { stderr } = withFile("pixelflow.service", here, (path) =>
    spawnSync("systemd-analyze", ["verify", "--man=no", path], { encoding: "utf8" }),
  );
  assert.doesNotMatch(stderr, /pixelflow\.service/);
});
