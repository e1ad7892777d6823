import { Hono } from "hono";
import { ANY_ORIGIN } from "../http/cors.ts";
import type { Env } from "../http/env.ts";
import { errorBody } from "../http/http-error.ts";
import type { Store } from "../store/store.ts";
import { toDetailBody } from "./event-routes.ts";

/**
 * Answers `/demo/events/{event_id}` for the demo site alone: the live trail of an event to the page that sent it,
 * which proves that by knowing its random id.
 */
export function createDemoRoute(store: Store, siteId: string): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/demo/events/:eventId", async (c) => {
    const headers = { ...ANY_ORIGIN, "cache-control": "no-store" };
    const detail = await store.detailByEventId(siteId, c.req.param("eventId"));
    if (!detail) return c.json(errorBody(404, "There is no such event yet."), 404, headers);
    return c.json(toDetailBody(detail), 200, headers);
  });
  return app;
}
