import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { DEMO } from "../build.mjs";
import { SettingsError } from "../server/settings.ts";
import { writeIfChanged } from "./write-if-changed.ts";

/** Where a server listens. */
export interface Address {
  host: string;
  port: number;
}

/** The demo site's web server, running. */
export interface DemoServer {
  url: string;
  /** Resolves with what it printed when it ends without having been stopped. */
  died: Promise<string>;
  stop(): void;
}

const root = join(import.meta.dirname, "..");

/** Rejects with a SettingsError that names the variable to set when another program listens on the address. */
export async function assertPortIsFree({ host, port }: Address, variable: "SITE_PORT" | "PORT"): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen(port, host), "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "EADDRINUSE" ? "another program has the port" : `it failed with ${code}`;
    throw new SettingsError(`Cannot listen on ${host}, port ${port}: ${reason}. Set ${variable} to a free port.`);
  }
  server.close();
  await once(server, "close");
}

/** The folder to serve: public/ itself, or a copy of it whose snippets name this ingest where it is not the usual one. */
export async function renderSite(endpoint: string, { isFresh = false } = {}): Promise<string> {
  const source = join(root, "public");
  if (endpoint === DEMO.endpoint) return source;
  const folder = join(root, "dist", `site-${new URL(endpoint).port}`);
  if (isFresh) await rm(folder, { recursive: true, force: true });
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = relative(source, join(entry.parentPath, entry.name));
    const content = await readFile(join(source, file));
    const isPage = file.endsWith(".html");
    // The origin, since a page's policy names it without a path.
    const [usual, own] = [DEMO.endpoint, endpoint].map((address) => new URL(address).origin) as [string, string];
    writeIfChanged(join(folder, file), isPage ? String(content).replaceAll(usual, own) : content);
  }
  return folder;
}

/**
 * Serves a folder. Rejects with a SettingsError when the address cannot be had: `serve` would move to another port
 * without asking, and the demo be looked for where somebody else answers.
 */
export async function serveSite(folder: string, address: Address): Promise<DemoServer> {
  await assertPortIsFree(address, "SITE_PORT");
  const { host, port } = address;
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const args = [
    folder,
    "--listen",
    `tcp://${authority}`,
    "--no-clipboard",
    "--no-port-switching",
    "--no-request-logging",
  ];
  const child = spawn(process.execPath, [join(root, "node_modules/serve/build/main.js"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    child.kill();
  };
  const ended = new Promise<string>((resolve) => {
    child.once("exit", () => isStopped || resolve(printed.trim()));
  });
  const printedUrl = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk;
      const [, found] = /Accepting connections at (\S+)/.exec(printed) ?? [];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then((text) => reject(new SettingsError(`The demo site's server ended:\n${text}`)));
  });
  // It names a wildcard address "localhost", so its port alone is looked at.
  if (Number(new URL(printedUrl).port || 80) === port) return { url: `http://${authority}`, died: ended, stop };
  stop();
  throw new SettingsError(`Another program has just taken port ${port} on ${host}. Set SITE_PORT to a free port.`);
}
