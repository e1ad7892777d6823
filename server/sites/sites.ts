import { SettingsError } from "../settings.ts";
import type { Site } from "./site.ts";

/** The sites that this ingest serves. */
export interface Sites {
  find(siteId: string): Site | undefined;
  all(): Site[];
}

/** Joins lists of sites. Throws a SettingsError when two have the same id. */
export function createSites(...lists: readonly Site[][]): Sites {
  const byId = new Map<string, Site>();
  for (const site of lists.flat()) {
    if (byId.has(site.id)) throw new SettingsError(`The site ${JSON.stringify(site.id)} is defined twice.`);
    byId.set(site.id, site);
  }
  return { find: (siteId) => byId.get(siteId), all: () => [...byId.values()] };
}
