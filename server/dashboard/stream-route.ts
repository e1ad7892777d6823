import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Env } from "../http/env.ts";
import type { Store } from "../store/store.ts";

const HEARTBEAT_MS = 15_000;
/** Rows that change again within this time are told once. */
const GATHER_MS = 100;
/** A thousand rows a second are more than a reader could follow; the rest is there when the page is loaded again. */
const MAX_ROWS_PER_TURN = 100;
/** What gathers for a page that does not keep up. */
const MAX_GATHERED = 10_000;

/**
 * Answers `/api/stream`: a server-sent event `rows` with the rows that were added or have changed, and one `removed`
 * with the ids of those that are gone.
 */
export function createStreamRoute(store: Store, closing: AbortSignal): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/api/stream", (c) =>
    streamSSE(c, async (stream) => {
      const changed = new Set<string>();
      const removed = new Set<string>();
      let ring = () => {};
      let open = true;
      const stop = () => {
        open = false;
        ring();
      };
      stream.onAbort(stop);
      closing.addEventListener("abort", stop);
      const unsubscribe = store.onChange((ids, change) => {
        const gathered = change === "removed" ? removed : changed;
        if (gathered.size > MAX_GATHERED) gathered.clear();
        for (const id of ids) gathered.add(id);
        ring();
      });
      try {
        await stream.write(": connected\n\n");
        while (open && !closing.aborted) {
          if (changed.size + removed.size === 0) await sleepUntil((wake) => (ring = wake), HEARTBEAT_MS);
          if (!open) break;
          if (changed.size + removed.size === 0) {
            await stream.write(": still here\n\n");
            continue;
          }
          await stream.sleep(GATHER_MS);
          const ids = [...changed].slice(-MAX_ROWS_PER_TURN);
          const gone = [...removed];
          changed.clear();
          removed.clear();
          const rows = ids.length > 0 ? await store.rows(ids) : [];
          if (rows.length > 0) await stream.writeSSE({ event: "rows", data: JSON.stringify(rows) });
          if (gone.length > 0) await stream.writeSSE({ event: "removed", data: JSON.stringify(gone) });
        }
      } finally {
        unsubscribe();
        closing.removeEventListener("abort", stop);
      }
    }),
  );
  return app;
}

function sleepUntil(subscribe: (wake: () => void) => void, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    subscribe(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
