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

/** Answers `/api/stream`: one server-sent event `row` for each row that is added or changes. */
export function createStreamRoute(store: Store, closing: AbortSignal): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/api/stream", (c) =>
    streamSSE(c, async (stream) => {
      const changed = new Set<string>();
      let ring = () => {};
      let open = true;
      const stop = () => {
        open = false;
        ring();
      };
      stream.onAbort(stop);
      closing.addEventListener("abort", stop);
      const unsubscribe = store.onChange((ids) => {
        if (changed.size > MAX_GATHERED) changed.clear();
        for (const id of ids) changed.add(id);
        ring();
      });
      try {
        await stream.write(": connected\n\n");
        while (open && !closing.aborted) {
          if (changed.size === 0) await sleepUntil((wake) => (ring = wake), HEARTBEAT_MS);
          if (!open) break;
          if (changed.size === 0) {
            await stream.write(": still here\n\n");
            continue;
          }
          await stream.sleep(GATHER_MS);
          const ids = [...changed].slice(-MAX_ROWS_PER_TURN);
          changed.clear();
          for (const row of await store.rows(ids)) await stream.writeSSE({ event: "row", data: JSON.stringify(row) });
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
