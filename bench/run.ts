// `npm run bench`: every benchmark in turn, or those named as arguments (`npm run bench -- normalize`). Each prints what
// it measured beside a floor from the same run; only `peers` fails, at a tag that loads too slowly
// beside the others.
import { spawnSync } from "node:child_process";
import { glob } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "../build.mjs";

await build({ log: () => {} });
const chosen = process.argv.slice(2);
const files: string[] = [];
for await (const file of glob("*.bench.ts", { cwd: import.meta.dirname })) files.push(file);
for (const file of files.sort()) {
  const name = basename(file, ".bench.ts");
  if (chosen.length && !chosen.includes(name)) continue;
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file)], { stdio: "inherit" });
  if (status) process.exitCode = status;
}
