import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fillSnippet, type SnippetValues } from "../../snippet/fill-snippet.ts";

const DIST = join(import.meta.dirname, "../../dist");
/** Text of a file in dist/. */
export const readBuilt = (file: string) => readFileSync(join(DIST, file), "utf8");

/** Site id and key that test pages carry. */
export const SITE = { site: "wp_0123456789abcdef0123456789abcdef", key: "test-key" };

/** What stands under one path. */
export interface TestPage {
  head?: string;
  body?: string;
  headers?: Record<string, string>;
  /** The answer waits for this. */
  after?: Promise<unknown>;
}

/** A shop's web server: pages with the built snippet in their head, and the built tag. */
export interface TestSite {
  origin: string;
  /** Requests for the tag wait until `releaseTag`. */
  holdTag(): void;
  releaseTag(): void;
  /** What is served as the tag from now on, in place of the built one. */
  serveTag(code: string): void;
  /** Requests for the tag are cut off. */
  blockTag(): void;
  /** Serves a page under `path` and returns its address. */
  addPage(path: string, page: TestPage): string;
  /** Paths asked for so far. */
  requests: string[];
  /** Resolves as soon as the condition holds, checked after every request. */
  until(condition: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** The built tag's hash, as `integrity="…"` wants it. */
export const readTagIntegrity = (): string => JSON.parse(readBuilt("manifest.json")).files["pixelflow.js"].integrity;

/** The built snippet for this site, as a merchant would paste it. */
export function pasteSnippet(values: Partial<SnippetValues> & { endpoint: string }): string {
  return fillSnippet(readBuilt("snippet.html"), { ...SITE, bundle: "/v1/pixelflow.js", ...values });
}

/** Starts one on a free port of 127.0.0.1, with no page yet; it reads the built files anew for every answer. */
export async function createTestSite(): Promise<TestSite> {
  const pages = new Map<
    string,
    { html: string; headers: Record<string, string>; after: Promise<unknown> | undefined }
  >();
  const held = new Set<ServerResponse>();
  const requests: string[] = [];
  const changed = new EventEmitter().setMaxListeners(0);
  let tag: "serve" | "hold" | "block" = "serve";
  let readTag = () => readBuilt("pixelflow.js");

  const sendTag = (response: ServerResponse) =>
    response.writeHead(200, { "content-type": "text/javascript" }).end(readTag());
  const sendDebugPanel = (response: ServerResponse) =>
    response.writeHead(200, { "content-type": "text/javascript" }).end(readBuilt("pixelflow-debug.js"));

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    requests.push(path);
    changed.emit("change");
    if (path === "/v1/pixelflow.js") {
      if (tag === "block") response.destroy();
      else if (tag === "hold") held.add(response);
      else sendTag(response);
      return;
    }
    if (path === "/v1/pixelflow-debug.js") {
      sendDebugPanel(response);
      return;
    }
    const page = pages.get(path);
    if (!page) {
      response.writeHead(404, { "content-type": "text/plain" }).end("no such page");
      return;
    }
    await page.after;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers }).end(page.html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    requests,
    async until(condition) {
      while (!condition()) await once(changed, "change");
    },
    holdTag() {
      tag = "hold";
    },
    releaseTag() {
      tag = "serve";
      for (const response of held) sendTag(response);
      held.clear();
    },
    serveTag(code) {
      readTag = () => code;
    },
    blockTag() {
      tag = "block";
    },
    addPage(path, { head = "", body = "", headers = {}, after }) {
      const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${path}</title>${head}</head><body>${body}</body></html>`;
      pages.set(path, { html, headers, after });
      return origin + path;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
