import { Hono } from "hono";
import { ANY_ORIGIN, PREFLIGHT } from "../http/cors.ts";
import type { Env } from "../http/env.ts";
import type { createReceiveBlocked } from "./blocked-events.ts";
import type { createReceive } from "./receive.ts";

/** The headers of every receipt. */
export const RECEIPT_HEADERS = { ...ANY_ORIGIN, "content-type": "application/json" };

interface ReceiveRoutesOptions {
  receive: ReturnType<typeof createReceive>;
  receiveBlocked: ReturnType<typeof createReceiveBlocked>;
}

/** Answers `POST /event`, `POST /blocked-events`, and the preflight of every public path. */
export function createReceiveRoutes({ receive, receiveBlocked }: ReceiveRoutesOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/event", async (c) => c.json(await receive(c.env.incoming), 202, RECEIPT_HEADERS));
  app.post("/blocked-events", async (c) => c.json(await receiveBlocked(c.env.incoming), 202, RECEIPT_HEADERS));
  for (const path of ["/event", "/blocked-events", "/site/config/:siteId"])
    app.options(path, (c) => c.body(null, 204, PREFLIGHT));
  return app;
}
