import { Hono } from "hono";
import { corsHeaders, PREFLIGHT } from "../http/cors.ts";
import type { Env } from "../http/env.ts";
import type { createReceiveBlocked } from "./blocked-events.ts";
import type { createReceive } from "./receive.ts";

interface ReceiveRoutesOptions {
  receive: ReturnType<typeof createReceive>;
  receiveBlocked: ReturnType<typeof createReceiveBlocked>;
}

/** Answers `POST /event`, `POST /blocked-events`, and the preflight of every public path. */
export function createReceiveRoutes({ receive, receiveBlocked }: ReceiveRoutesOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/event", async (c) => {
    const { receipt, headers } = await receive(c.env.incoming);
    return c.json(receipt, 202, headers);
  });
  app.post("/blocked-events", async (c) => {
    const receipt = await receiveBlocked(c.env.incoming);
    return c.json(receipt, 202, { ...corsHeaders(c.env.incoming.headers), "content-type": "application/json" });
  });
  for (const path of ["/event", "/blocked-events", "/site/config/:siteId"])
    app.options(path, (c) => c.body(null, 204, { ...corsHeaders(c.env.incoming.headers), ...PREFLIGHT }));
  return app;
}
