import type { Sites } from "../sites/sites.ts";
import type { Store } from "../store/store.ts";

interface PruneOptions {
  store: Store;
  sites: Sites;
  retentionDays: number;
  now: number;
  /** Ends the work between two batches. */
  stopped: () => boolean;
}

const DAY_MS = 24 * 60 * 60_000;
const BATCH_SIZE = 500;

/**
 * Deletes what has been kept for long enough: by the site's own measure where it has one, else by the ingest's.
 * Works in small batches, so that receiving never waits long. Resolves to how many rows went.
 */
export async function pruneOldRows({ store, sites, retentionDays, now, stopped }: PruneOptions): Promise<number> {
  const own = sites.all().flatMap(({ id, retentionDays: days }) => (days === undefined ? [] : [{ id, days }]));
  const rules = [
    ...own.map(({ id, days }) => ({ days, sites: { only: id } })),
    { days: retentionDays, sites: { except: own.map(({ id }) => id) } },
  ];
  let pruned = 0;
  for (const { days, sites: which } of rules) {
    let count = BATCH_SIZE;
    while (count === BATCH_SIZE && !stopped()) {
      count = await store.prune({ before: now - days * DAY_MS, sites: which, limit: BATCH_SIZE, now });
      pruned += count;
    }
  }
  return pruned;
}
