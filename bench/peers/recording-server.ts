import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeBody } from "./decode-body.ts";

/** What has arrived of a burst. */
export interface Arrived {
  /** Order numbers. */
  orders: Set<string>;
  /** Requests that carried any. */
  requests: number;
  /** When the last new one came, in `performance.now()`'s milliseconds. */
  lastAt: number;
}

/** A page or a script. */
export interface ServedFile {
  type: "text/html" | "text/javascript";
  text: string;
}

/** A server that every tag of the comparison takes for its own. */
export interface RecordingServer {
  origin: string;
  /** Counts anew what carries an order of this form, and gives the count as it grows. */
  watch(order: RegExp): Arrived;
  /** Serves this under `path` from now on; gives its address. */
  add(path: string, file: ServedFile): string;
  /** Resolves with its query when `path` is asked for next; rejects when `signal` aborts first. */
  untilAsked(path: string, signal: AbortSignal): Promise<URLSearchParams>;
  stop(): Promise<void>;
}

const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "credentialless",
};

/**
 * Starts one on a free port of 127.0.0.1. It serves pages and scripts too, so that no tag waits for a preflight which
 * another does not need, and answers everything else with an empty object, which all of them read as accepted or as defaults.
 */
export async function createRecordingServer(): Promise<RecordingServer> {
  const files = new Map<string, ServedFile>();
  const asked = new EventEmitter();
  let watched: { order: RegExp; arrived: Arrived } | undefined;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://server");
    asked.emit(url.pathname, url.searchParams);
    const file = files.get(url.pathname);
    if (file) {
      const headers = { "content-type": `${file.type}; charset=utf-8`, "cache-control": "no-store", ...ISOLATED };
      response.writeHead(200, headers).end(file.text);
      return;
    }
    if (request.method === "POST") record(await read(request));
    else record(decodeURIComponent(url.search));
    const answer = url.pathname.endsWith("/settings") ? settings(`127.0.0.1:${port()}`) : {};
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  const port = () => (server.address() as AddressInfo).port;

  function record(text: string) {
    if (!watched) return;
    const { order, arrived } = watched;
    const orders = text.match(order) ?? [];
    if (orders.length > 0) arrived.requests += 1;
    for (const found of orders) {
      if (!arrived.orders.has(found)) arrived.lastAt = performance.now();
      arrived.orders.add(found);
    }
  }

  const recording: RecordingServer = {
    origin: "",
    watch(order) {
      watched = { order, arrived: { orders: new Set(), requests: 0, lastAt: 0 } };
      return watched.arrived;
    },
    add(path, file) {
      files.set(path, file);
      return recording.origin + path;
    },
    untilAsked: async (path, signal) => (await once(asked, path, { signal }))[0],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  recording.origin = `http://127.0.0.1:${port()}`;
  return recording;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return decodeBody(Buffer.concat(chunks));
}

/** What Segment's tag asks for before it sends anything; `apiHost` is where it sends to. */
const settings = (host: string) => ({
  integrations: { "Segment.io": { apiKey: "key", apiHost: `${host}/v1`, protocol: "http" } },
});
