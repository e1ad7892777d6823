import type { Store } from "../store/store.ts";
import { parseSites, type Site } from "./site.ts";
import type { Sites } from "./sites.ts";

/** The sites that the dashboard holds, beside the fixed ones of SITES_FILE and of code. */
export interface StoredSites extends Sites {
  /** Whether a site was defined outside, so that the dashboard only shows it. */
  isFixed(siteId: string): boolean;
  /**
   * Changes the stored sites as one step, also against another process that does so at the same time. Throws what
   * `change` throws; nothing is changed then.
   */
  update(change: (sites: readonly Site[]) => Site[]): Promise<void>;
  /** Reads them again, for what another process has changed. */
  refresh(): Promise<void>;
}

const KEY = "sites";
const SWAP_TRIES = 10;

/** Opens the stored sites. A fixed site hides a stored one with the same id. */
export async function openStoredSites(store: Store, fixed: Sites): Promise<StoredSites> {
  let text: string | null = null;
  let stored = new Map<string, Site>();

  const parse = (json: string | null): Site[] => (json === null ? [] : parseSites(JSON.parse(json)));
  const take = (json: string | null) => {
    if (json === text) return;
    stored = new Map(parse(json).map((site) => [site.id, site]));
    text = json;
  };
  const refresh = async () => take(await store.readSetting(KEY));
  await refresh();

  const isFixed = (siteId: string) => fixed.find(siteId) !== undefined;
  return {
    find: (siteId) => fixed.find(siteId) ?? stored.get(siteId),
    all: () => [...fixed.all(), ...[...stored.values()].filter(({ id }) => !isFixed(id))],
    isFixed,
    refresh,
    update: async (change) => {
      for (let tries = 0; tries < SWAP_TRIES; tries += 1) {
        await refresh();
        const before = text;
        const next = JSON.stringify({ sites: change(parse(before)) });
        // Nothing that could not be read again is ever written.
        parse(next);
        if (await store.swapSetting(KEY, before, next)) {
          take(next);
          return;
        }
      }
      throw new Error("The sites were changed elsewhere at the same time, again and again.");
    },
  };
}
