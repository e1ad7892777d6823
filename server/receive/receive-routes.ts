import { Hono } from "hono";
import type { Env } from "../app.ts";
import { ANY_ORIGIN, PREFLIGHT } from "../http/cors.ts";
import type { createReceiveBlocked } from "./blocked-events.ts";
import type { createReceive } from "./receive.ts";

interface ReceiveRoutesOptions {
  receive: ReturnType<typeof createReceive>;
  receiveBlocked: ReturnType<typeof createReceiveBlocked>;
  /** Told of every receipt. */
  onReceived: (receipt: Awaited<ReturnType<ReturnType<typeof createReceive>>>) => void;
}

const RECEIPT_HEADERS = { ...ANY_ORIGIN, "content-type": "application/json" };

/** The paths that pages and servers everywhere may use. */
export const PUBLIC_PATHS = /^\/(event|blocked-events|site\/config\/[^/]+)$/;

/** Answers `POST /event`, `POST /blocked-events` and the preflight of every public path. */
export function createReceiveRoutes({ receive, receiveBlocked, onReceived }: ReceiveRoutesOptions): Hono<Env> {
  const app = new Hono<Env>();
  // A bare Response with plain headers takes the adapter's shortest way; this is the route that carries the load.
  app.post("/event", async (c) => {
    const receipt = await receive(c.env.incoming);
    onReceived(receipt);
    return new Response(JSON.stringify(receipt), { status: 202, headers: RECEIPT_HEADERS });
  });
  app.post("/blocked-events", async (c) => c.json(await receiveBlocked(c.env.incoming), 202, RECEIPT_HEADERS));
  app.options("*", (c) => (PUBLIC_PATHS.test(c.req.path) ? c.body(null, 204, PREFLIGHT) : c.notFound()));
  return app;
}
