import type { PageReads } from "./page-reads.ts";
import { createReadPage } from "./read-page.ts";
import type { Store } from "./store.ts";

/** The log's part of a store, over what the database answers. */
export function createLog(reads: PageReads): Pick<Store, "query" | "tally" | "search" | "receivedAtOf"> {
  const readPage = createReadPage(reads);
  return {
    query: readPage,
    tally: (range) => reads.tally(range),
    receivedAtOf: reads.receivedAtOf,
    search: async ({ siteId, needles, scan, before }) => {
      const filter = { siteId, scan, limit: scan, ...(before && { before }) };
      const { events, next } = await readPage(filter, needles);
      return { ids: events.map(({ id }) => id), next };
    },
  };
}
