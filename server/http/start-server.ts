import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Env } from "./env.ts";
import { listen } from "./listen.ts";
import { stopListening } from "./stop-listening.ts";

/** What a slow client gets before it is cut off. */
export interface ClientTimeouts {
  headersMs: number;
  requestMs: number;
}

/** A server that listens. */
export interface StartedServer {
  url: string;
  /** Takes no new request and resolves when those under way are answered. */
  stop(): Promise<void>;
}

/** Answers a request itself, or says that it is for someone else. */
export type ShortCut = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

interface ServerOptions {
  app: Hono<Env>;
  host: string;
  port: number;
  timeouts?: ClientTimeouts;
  /** Sees every request before the app does. */
  shortCut?: ShortCut;
}

/** A phone on a bad line needs some seconds for a megabyte. */
const TIMEOUTS: ClientTimeouts = { headersMs: 10_000, requestMs: 30_000 };
/** Longer than what load balancers keep a connection for, so that they and not we end it. */
const KEEP_ALIVE_MS = 65_000;

/** Listens for an app. Throws a SettingsError when the address or the port cannot be had. */
export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const { app, host, port, timeouts = TIMEOUTS, shortCut = () => false } = options;
  const { headersMs, requestMs } = timeouts;
  const listener = getRequestListener(app.fetch);
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(headersMs, requestMs) / 2,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (incoming, outgoing) => {
      if (!shortCut(incoming, outgoing)) void listener(incoming, outgoing);
    },
  );
  await listen(server, { host, port });
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${(server.address() as AddressInfo).port}`, stop: () => stopListening(server) };
}
