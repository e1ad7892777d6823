import { spawn } from "node:child_process";
import { join } from "node:path";
import { findPhp } from "../../../tools/find-php.ts";

/** One thing that happens in WordPress: what it is, and with what. `run-scene.php` lists them. */
export type Step = readonly [name: string, value?: unknown];

/** Plays steps, in order, in a WordPress of its own; resolves to what each gave. Rejects with what PHP complains of. */
export async function runWordPress(...steps: Step[]): Promise<unknown[]> {
  const php = spawn(findPhp(), ["-d", "display_errors=stderr", join(import.meta.dirname, "run-scene.php")]);
  let printed = "";
  let complaint = "";
  php.stdout.setEncoding("utf8").on("data", (text) => {
    printed += text;
  });
  php.stderr.setEncoding("utf8").on("data", (text) => {
    complaint += text;
  });
  php.stdin.end(JSON.stringify(steps.map(([name, value = null]) => [name, value])));
  const code = await new Promise((resolve) => php.on("close", resolve));
  if (code !== 0 || complaint) throw new Error(`PHP ended with ${code}: ${complaint}${printed}`);
  return JSON.parse(printed);
}
