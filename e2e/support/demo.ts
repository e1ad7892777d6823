import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, glob, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO } from "../../build.mjs";

const root = join(import.meta.dirname, "../..");
const SERVE = "node_modules/serve/build/main.js";

/** Password of the demo's Events page. */
export const PASSWORD = "correct horse";

/** The demo site and the real ingest, on ports of their own and with a store that is empty at first. */
export interface Demo {
  site: string;
  ingest: string;
  /** Stops the ingest as a deploy does; `startIngest` runs it again on the same port and data. */
  stopIngest(): Promise<void>;
  startIngest(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a process and gives it with the first match in what it prints; rejects when it ends before. */
async function start(command: string[], env: NodeJS.ProcessEnv, says: RegExp): Promise<[ChildProcess, string]> {
  const child = spawn(process.execPath, command, { cwd: root, env: { ...process.env, ...env } });
  // A test that is given up must not leave its servers running.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  let printed = "";
  const found = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk;
      const match = says.exec(printed)?.[0];
      if (match) resolve(match);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`${command.join(" ")} ended with ${code}:\n${printed}`)));
  });
  return [child, await found];
}

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

/**
 * Starts the demo site and the ingest of `npm start` on free ports, over a temporary store that `stop` removes. The
 * pages are those that the build made; `env` is added to the ingest's settings, such as META_GRAPH_URL.
 */
export async function startDemo(env: NodeJS.ProcessEnv = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), "pixelflow-demo-"));
  const settings = {
    DATA_DIR: join(folder, "data"),
    ADMIN_PASSWORD: PASSWORD,
    SITES_FILE: "",
    DATABASE_URL: "",
    ...env,
  };
  const runIngest = (PORT: string) => start(["e2e/support/demo-ingest.ts"], { ...settings, PORT }, /http:\S+/);
  let [ingest, url] = await runIngest("0");
  const pages = join(folder, "public");
  await copyPages(pages, url);
  const [serve, site] = await start([SERVE, "-L", "-l", "tcp://127.0.0.1:0", pages], {}, /http:\S+/).catch(
    async (error: Error) => {
      await end(ingest);
      throw error;
    },
  );
  return {
    site,
    ingest: url,
    stopIngest: () => end(ingest),
    async startIngest() {
      [ingest, url] = await runIngest(new URL(url).port);
    },
    async stop() {
      // The pages' server would wait for connections that a browser keeps open; it has nothing to lose.
      await Promise.all([end(ingest), end(serve, "SIGKILL")]);
      await rm(folder, { recursive: true });
    },
  };
}

/** A copy of `public/` whose pages send to this ingest; the pasted address is the only thing that differs. */
async function copyPages(folder: string, ingest: string): Promise<void> {
  await cp(join(root, "public"), folder, { recursive: true });
  for await (const page of glob("**/*.html", { cwd: folder })) {
    const path = join(folder, page);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll(new URL(DEMO.endpoint).origin, ingest));
  }
}
