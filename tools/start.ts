// `npm start`: builds what is stale, then runs the demo site and an ingest with an embedded store until it is stopped.
// `npm run dev` adds `--watch`: rebuilds whenever something the browser gets has changed.
import { build, DEMO, isStale, readInputs } from "../build.mjs";
import { createLog } from "../server/log.ts";
import { readSettings, SettingsError } from "../server/settings.ts";
import { type Ingest, startIngest } from "../server/start-ingest.ts";
import { assertPortIsFree, type DemoServer, renderSite, serveSite } from "./demo-site.ts";
import { DEMO_SITE } from "./demo-site-settings.ts";
import { createRebuilder, watchFolders } from "./rebuild-on-change.ts";

const say = (text: string) => console.log(text);

async function main() {
  const settings = readSettings(process.env);
  const { host, port } = settings;
  const sitePort = readSitePort(process.env.SITE_PORT);
  if (sitePort === port) {
    throw new SettingsError(
      `The demo site and the ingest cannot share port ${port}: set SITE_PORT or PORT to another one.`,
    );
  }
  // Before the build: what cannot be started should say so at once.
  await assertPortIsFree({ host, port: sitePort }, "SITE_PORT");
  if (port !== 0) await assertPortIsFree({ host, port }, "PORT");
  if (await isStale()) await build();

  const ingest = await startIngest({
    ...settings,
    log: createLog(),
    sites: [DEMO_SITE],
    demo: { siteId: DEMO.site },
  });
  const endpoint = `${toReachable(ingest.url)}/event`;
  const site = await serveSite(await renderSite(endpoint, { isFresh: true }), { host, port: sitePort });
  stopTogether(ingest, site);

  say(`
Demo site  ${toReachable(site.url)}
Events     ${toReachable(ingest.url)}/events
Log in     ${describeLogin(settings.adminPassword, ingest.generatedPassword)}
${isWildcard(host) ? describeWildcard(host, endpoint) : ""}
No Meta token is needed: events of the demo site end in a dry run that shows what Meta would get. Ctrl-C stops both.`);
  if (process.argv.includes("--watch")) rebuildOnChange(endpoint);
}

const isWildcard = (host: string) => /^(0\.0\.0\.0|\[?::\]?)$/.test(host);

/** An address that a browser on this machine can open: "every address" is one to listen on, not one to go to. */
function toReachable(address: string): string {
  const url = new URL(address);
  if (isWildcard(url.hostname)) url.hostname = "127.0.0.1";
  return url.origin;
}

function describeWildcard(host: string, endpoint: string): string {
  return `
HOST=${host} listens on every address. The demo's pages send to ${endpoint},
which works on this machine alone; for others, set HOST to the one address under which they reach it.
`;
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
  return "with the password that was set before (forgotten? npm run password sets another)";
}

/** Stops both on a signal, and the ingest when the demo site ends by itself. */
function stopTogether(ingest: Ingest, site: DemoServer) {
  let isStopping = false;
  const stop = (exitCode: number) => {
    // The terminal signals the whole group, and npm may pass the same one on.
    if (isStopping) return;
    isStopping = true;
    site.stop();
    void ingest.close().finally(() => process.exit(exitCode));
  };
  process.on("SIGINT", () => stop(0));
  process.on("SIGTERM", () => stop(0));
  process.on("exit", () => site.stop());
  void site.died.then((printed) => {
    if (!isStopping) console.error(`The demo site's server has ended, so the ingest stops too.\n${printed}`);
    stop(1);
  });
}

function rebuildOnChange(endpoint: string) {
  // An editor that replaces a file leaves none for a moment; the build then says what it misses, if it still does.
  const readNow = () => readInputs().catch(() => "");
  const rebuild = async () => {
    try {
      await build();
      await renderSite(endpoint);
      say("Rebuilt; reload the page.");
    } catch (error) {
      console.error((error as Error).message);
    }
  };
  watchFolders(["src", "snippet", "public", "server/dashboard/ui"], createRebuilder({ readInputs: readNow, rebuild }));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
