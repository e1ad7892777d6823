import type { Context } from "hono";
import * as v from "valibot";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import { hasUsableCursor } from "../store/row-cursor.ts";
import { MAX_ROW_TIME } from "../store/row-id.ts";
import { type RowFilter, SORT_KEYS, STATUSES } from "../store/store.ts";

const time = v.pipe(v.string(), v.regex(/^\d{1,13}$/), v.transform(Number), v.maxValue(MAX_ROW_TIME));
const text = v.pipe(v.string(), v.maxLength(2048));

const filterSchema = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(500)),
    "50",
  ),
  before: v.optional(text),
  site: v.optional(text),
  pixel: v.optional(text),
  name: v.optional(text),
  status: v.optional(v.picklist(STATUSES)),
  q: v.optional(text),
  from: v.optional(time),
  to: v.optional(time),
  sort: v.optional(v.picklist(SORT_KEYS)),
  order: v.optional(v.picklist(["asc", "desc"])),
});

/**
 * The filter and order that a request's query states. An empty parameter is an empty field of the filter form, not a
 * filter for "". Throws HttpError 400 with the name of a parameter that cannot be used.
 */
export function readLogFilter(c: Context<Env>): RowFilter {
  const query = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ""));
  const parsed = v.safeParse(filterSchema, query);
  if (!parsed.success) {
    const name = String(parsed.issues[0].path?.[0]?.key ?? "query");
    throw new HttpError(400, `The parameter ${name} cannot be used.`);
  }
  const { site, pixel, name, q, order, ...rest } = parsed.output;
  if (!hasUsableCursor(rest)) throw new HttpError(400, "The parameter before cannot be used.");
  return {
    ...rest,
    siteId: site,
    pixelId: pixel,
    eventName: name,
    text: q?.trim() || undefined,
    ascending: order === "asc",
  };
}
