import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { serveSite } from "./demo-site.ts";

const START = join(import.meta.dirname, "start.ts");
const host = "127.0.0.1";

/** A port of this machine; taken until the function that comes with it is called. */
async function takePort(): Promise<{ port: number; release: () => Promise<unknown> }> {
  const server = createServer();
  await once(server.listen(0, host), "listening");
  const release = () => once(server.close(), "close");
  return { port: (server.address() as AddressInfo).port, release };
}

/** What `npm start` prints and ends with when it cannot start. */
async function startInVain(env: Record<string, string>): Promise<{ code: number; printed: string }> {
  const child = spawn(process.execPath, [START], { env: { ...process.env, HOST: host, ...env } });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  child.stderr.on("data", (chunk) => {
    printed += chunk;
  });
  const [code] = await once(child, "close");
  return { code, printed };
}

test("a taken port of the demo site is refused, and the variable to set is named", async () => {
  const { port, release } = await takePort();
  const { code, printed } = await startInVain({ SITE_PORT: String(port), PORT: "0" });
  await release();
  assert.equal(code, 1);
  assert.match(printed, /another program has the port\. Set SITE_PORT to a free port\.\s*$/);
});

test("a taken port of the ingest is refused before anything is built", async () => {
  const free = await takePort();
  const { port, release } = await takePort();
  await free.release();
  const { code, printed } = await startInVain({ SITE_PORT: String(free.port), PORT: String(port) });
  await release();
  assert.equal(code, 1);
  assert.match(printed, /^Cannot listen on .*another program has the port\. Set PORT to a free port\.\s*$/);
});

test("one port for both is refused", async () => {
  const { code, printed } = await startInVain({ SITE_PORT: "8123", PORT: "8123" });
  assert.equal(code, 1);
  assert.match(printed, /cannot share port 8123: set SITE_PORT or PORT to another one/);
});

test("the site is served where it was asked for, until it is stopped", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "pixelflow-site-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "index.html"), "the page");
  const { port, release } = await takePort();
  await assert.rejects(serveSite(folder, { host, port }), /SITE_PORT/);
  await release();
  const site = await serveSite(folder, { host, port });
  assert.equal(site.url, `http://${host}:${port}`);
  assert.equal(await (await fetch(site.url)).text(), "the page");
  site.stop();
});
