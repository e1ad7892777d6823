import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Sites } from "../sites/sites.ts";
import type { Store } from "../store/store.ts";
import type { Alerts } from "./alerts.ts";
import { createBacklogWatch } from "./backlog-watch.ts";
import { pruneOldRows } from "./prune.ts";
import { watchVersion } from "./version-watch.ts";

interface WatchOptions {
  store: Store;
  sites: Sites;
  alerts: Alerts;
  log: Log;
  clock: Clock;
  apiVersion: string;
  retentionDays: number;
}

const WATCH_MS = 60_000;
const PRUNE_MS = 60 * 60_000;

/** Looks after a running ingest: backlog and API version every minute, old rows every hour. Returns its end. */
export function startWatch(options: WatchOptions): () => Promise<void> {
  const { store, alerts, log, clock, apiVersion } = options;
  const watchBacklog = createBacklogWatch(alerts);
  let stopped = false;
  let pruneAt = 0;
  let working: Promise<void> = Promise.resolve();
  let cancel = () => {};

  async function look(): Promise<void> {
    watchVersion(alerts, apiVersion, clock.now());
    watchBacklog(await store.backlog(), clock.now());
    if (clock.now() < pruneAt) return;
    pruneAt = clock.now() + PRUNE_MS;
    const rows = await pruneOldRows({ ...options, now: clock.now(), stopped: () => stopped });
    if (rows > 0) log("info", "old rows deleted", { rows });
  }

  function lookIn(ms: number): void {
    cancel = clock.in(ms, () => {
      working = look()
        .catch((error: Error) => log("error", "watch failed", { error: error.message }))
        .finally(() => {
          if (!stopped) lookIn(WATCH_MS);
        });
    });
  }
  lookIn(0);

  return async () => {
    stopped = true;
    cancel();
    await working;
  };
}
