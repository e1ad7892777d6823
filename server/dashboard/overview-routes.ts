import { Hono } from "hono";
import * as v from "valibot";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import { MAX_ROW_TIME } from "../store/row-id.ts";
import type { Status, Store } from "../store/store.ts";
import { readLogFilter } from "./log-filter.ts";

const DAY_MS = 24 * 60 * 60_000;
const MAX_BARS = 400;
/** Event types that get a line of their own; the rest is summed up. */
const MAX_TYPES = 12;

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,13}$/), v.transform(Number), v.maxValue(MAX_ROW_TIME));
const chartSchema = v.object({ from: wholeNumber, to: wholeNumber, step: wholeNumber });

interface OverviewOptions {
  store: Store;
  now?: () => number;
}

/** How the log is doing, for the strip above it. */
export interface Overview {
  connection: "awaiting" | "connected";
  lastReceivedAt: number | null;
  /** Of the last 24 hours. `share` is of those that were sent or failed; null without any. */
  day: Partial<Record<Status, number>> & { share: number | null };
  updatedAt: number;
}

/** Counts over time: one entry for each event type and status, with one number for each bar. */
export interface Chart {
  from: number;
  step: number;
  bars: number;
  series: { eventName: string | null; status: Status; counts: number[] }[];
}

/** Answers `/api/overview` (of one site with `?site=`) and `/api/chart`. */
export function createOverviewRoutes({ store, now = Date.now }: OverviewOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/api/overview", async (c) => {
    const siteId = c.req.query("site") || null;
    const at = now();
    const range = { from: at - DAY_MS, to: at + 1, stepMs: 2 * DAY_MS, ...(siteId !== null && { siteId }) };
    const [lastReceivedAt, found] = await Promise.all([store.lastReceivedAt(siteId), store.tally(range)]);
    const day: Partial<Record<Status, number>> = {};
    for (const { status, count } of found) day[status] = (day[status] ?? 0) + count;
    const { sent = 0, failed = 0 } = day;
    const share = sent + failed > 0 ? sent / (sent + failed) : null;
    const connection = lastReceivedAt === null ? "awaiting" : "connected";
    return c.json({ connection, lastReceivedAt, day: { ...day, share }, updatedAt: at } satisfies Overview);
  });

  app.get("/api/chart", async (c) => {
    const parsed = v.safeParse(chartSchema, c.req.query());
    const { from, to, step } = parsed.success ? parsed.output : { from: 0, to: 0, step: 1 };
    const bars = Math.ceil((to - from) / step);
    if (!parsed.success || step < 1 || !(bars > 0 && bars <= MAX_BARS))
      throw new HttpError(400, `from, to and step have to make 1 to ${MAX_BARS} bars, in milliseconds.`);
    const { siteId, pixelId, eventName: only, status: onlyStatus } = readLogFilter(c);
    const found = await store.tally({
      ...{ from, to, stepMs: step },
      ...(siteId !== undefined && { siteId }),
      ...(pixelId !== undefined && { pixelId }),
      ...(only !== undefined && { eventName: only }),
      ...(onlyStatus !== undefined && { status: onlyStatus }),
    });
    const totals = new Map<string, number>();
    for (const { eventName, count } of found) totals.set(eventName, (totals.get(eventName) ?? 0) + count);
    const shown = new Set(
      [...totals]
        .sort(([, a], [, b]) => b - a)
        .slice(0, MAX_TYPES)
        .map(([name]) => name),
    );
    const series = new Map<string, Chart["series"][number]>();
    for (const { eventName, status, at, count } of found) {
      const name = shown.has(eventName) ? eventName : null;
      const key = JSON.stringify([name, status]);
      const one = series.get(key) ?? { eventName: name, status, counts: new Array<number>(bars).fill(0) };
      series.set(key, one);
      const bar = Math.floor((at - from) / step);
      one.counts[bar] = (one.counts[bar] ?? 0) + count;
    }
    return c.json({ from, step, bars, series: [...series.values()] } satisfies Chart);
  });
  return app;
}
