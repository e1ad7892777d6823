import { Hono } from "hono";
import * as v from "valibot";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import { MAX_ROW_TIME } from "../store/row-id.ts";
import { type EventDetail, STATUSES, type Store } from "../store/store.ts";

const time = v.pipe(v.string(), v.regex(/^\d{1,13}$/), v.transform(Number), v.maxValue(MAX_ROW_TIME));
const text = v.pipe(v.string(), v.maxLength(2048));

const filterSchema = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(500)),
    "50",
  ),
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,19}$/))),
  site: v.optional(text),
  name: v.optional(text),
  status: v.optional(v.picklist(STATUSES)),
  q: v.optional(text),
  from: v.optional(time),
  to: v.optional(time),
});

/** A row with all that is kept of it, as the API answers it. */
export function toDetailBody({ row, received, request, graphUrl, answer, history }: EventDetail) {
  return { ...row, pageUrl: row.url, url: graphUrl, graphUrl, request, answer, history, received };
}

/** Answers `/api/events`: pages of the log, and one event with what Meta got and said. */
export function createEventRoutes(store: Store): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/api/events", async (c) => {
    // An empty parameter is an empty field of the filter form, not a filter for "".
    const query = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ""));
    const parsed = v.safeParse(filterSchema, query);
    if (!parsed.success) {
      const name = String(parsed.issues[0].path?.[0]?.key ?? "query");
      throw new HttpError(400, `The parameter ${name} cannot be used.`);
    }
    const { site, name, q, ...rest } = parsed.output;
    const filter = { ...rest, siteId: site, eventName: name, text: q };
    return c.json(await store.query(filter));
  });
  app.get("/api/events/:id", async (c) => {
    const detail = await store.detail(c.req.param("id"));
    if (!detail) throw new HttpError(404, "There is no such event.");
    return c.json(toDetailBody(detail));
  });
  return app;
}
