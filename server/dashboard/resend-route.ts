import { Hono } from "hono";
import type { Env } from "../http/env.ts";
import type { RowFilter, Store } from "../store/store.ts";
import { readLogFilter } from "./log-filter.ts";

/** Meta takes nothing older, so sending it again would only fail again. */
const MAX_AGE_MS = 7 * 24 * 60 * 60_000;
const ROWS_PER_PIECE = 500;
const SCAN_PER_PIECE = 20_000;
/** One request takes no longer; the page asks on. */
const BUDGET_MS = 1000;

interface ResendOptions {
  store: Store;
  now?: () => number;
}

/** What one round of looking for failed events found or did, and where the next one begins; null at the end. */
export interface ResendRound {
  /** Failed events that can be sent again, or (after a POST) are being sent again. */
  events: number;
  /** Failed events that are older than Meta takes; they stay as they are. */
  tooOld: number;
  next: string | null;
}

/**
 * Answers `/api/resend` under the log's filter: a GET counts the failed events that it lets through, a POST sends them
 * again. Both work in rounds of bounded time: as long as there is a `next`, the same request with it as `before` goes on.
 */
export function createResendRoute({ store, now = Date.now }: ResendOptions): Hono<Env> {
  const app = new Hono<Env>();

  async function walk(filter: RowFilter, onFailed: (ids: string[]) => Promise<number>): Promise<ResendRound> {
    const { sort: _sort, ascending: _ascending, ...narrowing } = filter;
    const endsAt = performance.now() + BUDGET_MS;
    const oldest = now() - MAX_AGE_MS;
    let { before } = filter;
    let [events, tooOld] = [0, 0];
    do {
      const page = await store.query({
        ...narrowing,
        status: "failed",
        limit: ROWS_PER_PIECE,
        scan: SCAN_PER_PIECE,
        ...(before && { before }),
      });
      const fresh = page.events.filter(({ eventTime }) => eventTime > oldest);
      events += await onFailed(fresh.map(({ id }) => id));
      tooOld += page.events.length - fresh.length;
      before = page.next ?? undefined;
    } while (before && performance.now() < endsAt);
    return { events, tooOld, next: before ?? null };
  }

  app.get("/api/resend", async (c) => c.json(await walk(readLogFilter(c), async (ids) => ids.length)));
  app.post("/api/resend", async (c) => {
    const requeue = async (ids: string[]) => (ids.length > 0 ? (await store.requeue(ids, now())).length : 0);
    return c.json(await walk(readLogFilter(c), requeue), 202);
  });
  return app;
}
