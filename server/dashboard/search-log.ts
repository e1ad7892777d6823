import type { EventRow, RowFilter, Store } from "../store/store.ts";

/** One page of the log, and how far a search that found little has come. */
export interface SearchPage {
  events: EventRow[];
  next: string | null;
  /**
   * Set when the search stopped before the page was full: everything from then on has been looked at. It is 0 in an
   * order that is not by time, where no time tells how far the search has come.
   */
  searchedTo?: number;
  /** Set in an order that older rows are left out of: when the oldest row in it arrived. */
  orderedSince?: number;
}

interface SearchOptions {
  store: Store;
  /** The ids of all sites, for finding an event by its exact id at once. */
  siteIds: () => readonly string[];
  now?: () => number;
}

/** Rows looked at before others get their turn at the store. */
const ROWS_PER_PIECE = 20_000;
/** A search that takes longer answers with what it has; the reader's page asks on. */
const BUDGET_MS = 150;

/**
 * Reads pages of the log, however rare what is searched for is: in pieces, and for a bounded time. An event whose id
 * is exactly the text searched for is on the first page, wherever in the log it is.
 */
export function createSearchLog({ store, siteIds, now = () => performance.now() }: SearchOptions) {
  async function readExact({ text, siteId, pixelId, eventName, status, from, to }: RowFilter): Promise<EventRow[]> {
    if (!text) return [];
    const rows = await store.rowsByEventId(siteId === undefined ? siteIds() : [siteId], text);
    return rows.filter(
      (row) =>
        (pixelId === undefined || row.pixelId === pixelId) &&
        (eventName === undefined || row.eventName === eventName) &&
        (status === undefined || row.status === status) &&
        (from === undefined || row.receivedAt >= from) &&
        (to === undefined || row.receivedAt <= to),
    );
  }

  return async function searchLog(filter: RowFilter): Promise<SearchPage> {
    const endsAt = now() + BUDGET_MS;
    const isFirst = filter.before === undefined && (filter.sort ?? "time") === "time";
    const exact = isFirst ? await readExact(filter) : [];
    const events: EventRow[] = [];
    let { before } = filter;
    let orderedSince: number | undefined;
    for (;;) {
      const limit = filter.limit - events.length;
      const page = await store.query({ ...filter, limit, scan: ROWS_PER_PIECE, ...(before && { before }) });
      events.push(...page.events);
      before = page.next ?? undefined;
      orderedSince = page.orderedSince;
      // Who asks for an exact id has what they want; the page asks for the rest by itself.
      if (!before || events.length >= filter.limit || exact.length > 0 || now() >= endsAt) break;
    }
    const known = new Set(events.map(({ id }) => id));
    const missing = exact.filter(({ id }) => !known.has(id));
    // Below the rest: an exact match that the search has not come to yet is older (or, the other way, newer).
    events.push(...missing);
    const isShort = before !== undefined && known.size < filter.limit;
    const isByTime = (filter.sort ?? "time") === "time";
    return {
      events,
      next: before ?? null,
      ...(isShort && before && { searchedTo: isByTime ? store.receivedAtOf(before) : 0 }),
      ...(orderedSince !== undefined && { orderedSince }),
    };
  };
}
