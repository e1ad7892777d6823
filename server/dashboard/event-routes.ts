import { Hono } from "hono";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import type { EventDetail, Store } from "../store/store.ts";
import { explainError, readRefusal } from "./explain-error.ts";
import { readLogFilter } from "./log-filter.ts";
import type { createSearchLog } from "./search-log.ts";

interface EventRoutesOptions {
  store: Store;
  searchLog: ReturnType<typeof createSearchLog>;
  now?: () => number;
}

/** A row with all that is kept of it, as the API answers it. */
export function toDetailBody({ row, received, request, graphUrl, answer, history }: EventDetail) {
  const explanation = explainError({ reason: row.reason, ...readRefusal(answer?.body) });
  return { ...row, pageUrl: row.url, url: graphUrl, graphUrl, request, answer, history, received, explanation };
}

/** Answers `/api/events`: pages of the log, one event with what Meta got and said, and sending it again. */
export function createEventRoutes({ store, searchLog, now = Date.now }: EventRoutesOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/api/events", async (c) => c.json(await searchLog(readLogFilter(c))));
  app.get("/api/events/:id", async (c) => {
    const detail = await store.detail(c.req.param("id"));
    if (!detail) throw new HttpError(404, "There is no such event.");
    return c.json(toDetailBody(detail));
  });
  app.post("/api/events/:id/resend", async (c) => {
    const id = c.req.param("id");
    const requeued = await store.requeue([id], now());
    if (requeued.length > 0) return c.json({ requeued: requeued.length }, 202);
    const [row] = await store.rows([id]).catch(() => []);
    if (!row) throw new HttpError(404, "There is no such event.");
    throw new HttpError(409, "Only a failed event can be sent again; this one is not failed.");
  });
  return app;
}
