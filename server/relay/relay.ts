import { randomUUID } from "node:crypto";
import type { Log } from "../log.ts";
import { DRY_RUN, type Pixel } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import type { Lane, Store } from "../store/store.ts";
import { createDeliver } from "./deliver.ts";
import type { Post } from "./post.ts";

/** Carries stored events to Meta. */
export interface Relay {
  /** Says that there is new work, so that it need not wait for the next look. */
  wake(): void;
  /** Resolves when what was being posted is settled; nothing new is taken. */
  stop(): Promise<void>;
}

interface RelayOptions {
  store: Store;
  sites: Sites;
  post: Post;
  graph: { url: string; version: string };
  log: Log;
  now?: () => number;
}

const BATCH_SIZE = 50;
const LEASE_MS = 30_000;
/** Events that come together travel together; longer would be felt on the Events page. */
const LINGER_MS = 200;
/** How often the store is looked at without being woken: for retries that became due, and for other processes' events. */
const POLL_MS = 1000;

/** Starts the relay. Each lane (site and pixel) is worked on by itself, so that a stuck one delays no other. */
export function startRelay({ store, sites, post, graph, log, now = Date.now }: RelayOptions): Relay {
  const deliver = createDeliver({ graph, post, now });
  const busy = new Map<string, Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let wokenAt = 0;

  const pixelOf = ({ siteId, pixelId }: Lane): Pixel | undefined => {
    const pixels = sites.find(siteId)?.pixels ?? [];
    return pixels.find(({ id, accessToken }) => (pixelId === DRY_RUN ? !accessToken : id === pixelId));
  };

  async function runLane(lane: Lane): Promise<void> {
    const pixel = pixelOf(lane);
    // A pixel that was taken out of the settings keeps its events, in case it comes back.
    if (lane.pixelId !== DRY_RUN && !pixel?.accessToken) return;
    for (;;) {
      if (stopped) return;
      const token = randomUUID();
      const { siteId, pixelId } = lane;
      const rows = await store.claim({
        siteId,
        pixelId,
        token,
        now: now(),
        until: now() + LEASE_MS,
        limit: BATCH_SIZE,
      });
      if (rows.length === 0) return;
      await store.settle(await deliver({ token, rows, pixel }));
      if (rows.length < BATCH_SIZE) return;
    }
  }

  async function look(): Promise<void> {
    for (const lane of await store.lanes()) {
      const key = JSON.stringify([lane.siteId, lane.pixelId]);
      if (lane.dueAt > now() || busy.has(key) || stopped) continue;
      const work = runLane(lane)
        .catch((error: Error) => log("error", "relay lane failed", { error: error.message }))
        .finally(() => busy.delete(key));
      busy.set(key, work);
    }
  }

  let looking: Promise<void> | undefined;
  function lookIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      wokenAt = 0;
      looking = look()
        .catch((error: Error) => log("error", "relay cannot read the store", { error: error.message }))
        .finally(() => {
          if (!stopped && wokenAt === 0) lookIn(POLL_MS);
        });
    }, ms);
  }
  lookIn(0);

  return {
    wake: () => {
      if (stopped || wokenAt !== 0) return;
      wokenAt = now();
      lookIn(LINGER_MS);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(busy.values());
    },
  };
}
