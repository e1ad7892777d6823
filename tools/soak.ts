// `npm run soak`: what takes too long for `npm test`. The same tests with a hundred thousand inputs and fifty kills.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const SOAKS: { name: string; args: string[]; env?: Record<string, string> }[] = [
  { name: "garbage for every util", args: ["--test", "src/page-utils-soak.test.ts"], env: { SOAK_INPUTS: "100000" } },
  { name: "kill -9 of the ingest under load", args: ["server/soak/soak.ts"] },
];

for (const { name, args, env } of SOAKS) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exitCode = 1;
}
