// `npm test`: everything a change has to pass. Runs every suite even if an earlier one fails, and ends with the totals.
// With names as arguments (`build types floor lint unit e2e`) it runs those alone.
import { spawnSync } from "node:child_process";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { build } from "../build.mjs";
import { writeTables } from "./write-tables.ts";

interface Totals {
  passed: number;
  failed: number;
}

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

/** A check that is one command; it counts only when it fails. */
function check(command: string, args: string[]): Totals {
  const { status } = spawnSync(bin(command), args, { cwd: root, stdio: "inherit" });
  return { passed: 0, failed: status === 0 ? 0 : 1 };
}

async function runUnits(): Promise<Totals> {
  const files: string[] = [];
  for await (const file of glob("{src,snippet,server,tools,bench,integrations}/**/*.test.ts", { cwd: root })) {
    files.push(join(root, file));
  }
  const totals = { passed: 0, failed: 0 };
  // Tests sit in many small files and mostly wait for processes and sockets.
  const tests = run({ files: files.sort(), concurrency: 2 });
  tests.on("test:summary", ({ file, counts }) => {
    if (file) return;
    totals.passed = counts.passed;
    totals.failed = counts.tests - counts.passed;
  });
  for await (const text of tests.compose(spec)) process.stdout.write(text);
  return totals;
}

async function runBrowserTests(): Promise<Totals> {
  const folder = await mkdtemp(join(tmpdir(), "pixelflow-e2e-"));
  const report = join(folder, "report.json");
  spawnSync(bin("playwright"), ["test", "-c", "e2e/playwright.config.ts", "--reporter=list,json"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const { stats, errors } = JSON.parse(await readFile(report, "utf8"));
  await rm(folder, { recursive: true });
  // A test that was skipped, or passed only now and then, has not kept its promise.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}

const SUITES: Record<string, () => Totals | Promise<Totals>> = {
  build: async () => {
    await build();
    return { passed: 0, failed: 0 };
  },
  types: () => check("tsc", []),
  // The same for what a page gets, against the oldest browsers it has to run in.
  floor: () => check("tsc", ["-p", "src"]),
  lint: () => check("biome", ["check", "--error-on-warnings", "."]),
  unit: runUnits,
  e2e: runBrowserTests,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(SUITES, name));
if (unknown.length > 0) {
  console.error(
    `No such suite: ${unknown.join(", ")}. Write any of ${Object.keys(SUITES).join(", ")}, or none for all.`,
  );
  process.exit(1);
}
// The tag's source imports them, and a fresh clone has none yet.
writeTables();

const totals: Totals = { passed: 0, failed: 0 };
for (const [name, suite] of Object.entries(SUITES)) {
  if (chosen.length && !chosen.includes(name)) continue;
  console.log(`\n== ${name}`);
  try {
    const { passed, failed } = await suite();
    totals.passed += passed;
    totals.failed += failed;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    totals.failed += 1;
  }
}
if (!chosen.length && totals.passed === 0) totals.failed += 1;
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed ? 1 : 0;
