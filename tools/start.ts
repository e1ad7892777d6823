// `npm start`: builds what is stale, then runs the demo site and an ingest with an embedded store until it is stopped.
// `npm run dev` adds `--watch`: rebuilds whenever something the browser gets has changed.
import { type ChildProcess, spawn } from "node:child_process";
import { watch } from "node:fs";
import { cp, glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, DEMO, isStale } from "../build.mjs";
import { createLog } from "../server/log.ts";
import { readSettings, SettingsError } from "../server/settings.ts";
import { type Ingest, startIngest } from "../server/start-ingest.ts";

const root = join(import.meta.dirname, "..");
const say = (text: string) => console.log(text);

async function main() {
  const settings = readSettings(process.env);
  const sitePort = readSitePort(process.env.SITE_PORT);
  if (await isStale()) await build();

  const ingest = await startIngest({
    ...settings,
    log: createLog(),
    sites: [{ id: DEMO.site, apiKey: DEMO.key }],
    demo: { siteId: DEMO.site },
  });
  const folder = await renderSite(`${ingest.url}/event`);
  const site = serveSite(folder, { host: settings.host, port: sitePort });
  stopOnSignal(ingest, site.process);
  await site.ready;

  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  say(`
Demo site  http://${host}:${sitePort}
Events     ${ingest.url}/events
Log in     ${describeLogin(settings.adminPassword, ingest.generatedPassword)}

No Meta token is needed: events of the demo site end in a dry run that shows what Meta would get. Ctrl-C stops both.`);
  if (process.argv.includes("--watch")) rebuildOnChange(ingest);
}

function readSitePort(text: string | undefined): number {
  const port = Number(text || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new SettingsError("SITE_PORT must be a port number from 1 to 65535.");
}

function describeLogin(adminPassword: string | null, generatedPassword: string | null): string {
  if (adminPassword) return "with the password in ADMIN_PASSWORD";
  if (generatedPassword)
    return `with the password  ${generatedPassword}  (shown this once; npm run password sets another)`;
  return "with the password shown at the first start (npm run password sets another)";
}

/** The folder to serve: public/ itself, or a copy of it whose snippets name this ingest where it is not the usual one. */
async function renderSite(endpoint: string): Promise<string> {
  if (endpoint === DEMO.endpoint) return join(root, "public");
  const folder = join(root, "dist", `site-${new URL(endpoint).port}`);
  await cp(join(root, "public"), folder, { recursive: true });
  for await (const page of glob("**/*.html", { cwd: folder })) {
    const html = await readFile(join(folder, page), "utf8");
    await writeFile(join(folder, page), html.replaceAll(DEMO.endpoint, endpoint));
  }
  return folder;
}

function serveSite(folder: string, { host, port }: { host: string; port: number }) {
  const args = [
    folder,
    "--listen",
    `tcp://${host}:${port}`,
    "--no-clipboard",
    "--no-port-switching",
    "--no-request-logging",
  ];
  const child = spawn(process.execPath, [join(root, "node_modules/serve/build/main.js"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ready = new Promise<void>((resolve, reject) => {
    const output: string[] = [];
    const read = (chunk: Buffer) => {
      output.push(String(chunk));
      if (/Accepting connections/.test(output.join(""))) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", () =>
      reject(
        new SettingsError(
          `The demo site cannot listen on ${host}:${port}; set SITE_PORT to a free port.\n${output.join("")}`,
        ),
      ),
    );
  });
  return { process: child, ready };
}

function stopOnSignal(ingest: Ingest, site: ChildProcess) {
  let isStopping = false;
  const stop = () => {
    // The terminal signals the whole group, and npm may pass the same one on.
    if (isStopping) return;
    isStopping = true;
    site.removeAllListeners("exit");
    site.kill();
    void ingest.close().finally(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("exit", () => site.kill());
}

function rebuildOnChange(ingest: Ingest) {
  let timer: NodeJS.Timeout | undefined;
  const rebuild = async () => {
    try {
      await build();
      await renderSite(`${ingest.url}/event`);
      say("Rebuilt; reload the page.");
    } catch (error) {
      console.error((error as Error).message);
    }
  };
  for (const folder of ["src", "snippet", "public", "server/dashboard/ui"]) {
    watch(join(root, folder), { recursive: true }, async () => {
      clearTimeout(timer);
      // One save is several notices, and a build's own files under public/ make none stale.
      timer = setTimeout(async () => (await isStale()) && rebuild(), 100);
    });
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
