import type { EventRow, LogFilter, RowPage } from "./event-types.ts";

/** The rows on the page, each once, and where the next page begins. */
export interface EventLog {
  rows: readonly EventRow[];
  next: string | null;
  /** Newest first. In any other order only the ingest knows where a row belongs. */
  byTime: boolean;
  /** In an order that older rows are left out of: when the oldest row in it arrived. */
  orderedSince?: number;
}

/** A log that shows nothing. */
export const EMPTY_LOG: EventLog = { rows: [], next: null, byTime: true };

/** The empty log for a filter's order. */
export function emptyLogFor({ sort, order }: LogFilter): EventLog {
  return { ...EMPTY_LOG, byTime: (!sort || sort === "time") && order !== "asc" };
}

/** Adds the next page below. A row that is there already keeps its place and takes the newer content. */
export function appendPage(log: EventLog, page: RowPage): EventLog {
  const { orderedSince } = page;
  return {
    ...log,
    rows: merge(log, page.events),
    next: page.next,
    ...(orderedSince !== undefined && { orderedSince }),
  };
}

/** Adds rows that arrived or changed since; rows beyond the log's end are left to the next page. */
export function addLiveRows(log: EventLog, rows: readonly EventRow[]): EventLog {
  const oldest = log.rows.at(-1);
  const known = new Set(log.rows.map(({ id }) => id));
  const reaches = (row: EventRow) => log.byTime && (!log.next || !oldest || isNewer(row, oldest));
  const within = rows.filter((row) => known.has(row.id) || reaches(row));
  return within.length ? { ...log, rows: merge(log, within) } : log;
}

/** Takes rows out that are gone. */
export function removeRows(log: EventLog, ids: readonly string[]): EventLog {
  const gone = new Set(ids);
  const rows = log.rows.filter(({ id }) => !gone.has(id));
  return rows.length < log.rows.length ? { ...log, rows } : log;
}

/** Keeps so many of the newest rows; the others are left to the next page again. */
export function keepNewest(log: EventLog, count: number): EventLog {
  if (!log.byTime || log.rows.length <= count) return log;
  const rows = log.rows.slice(0, count);
  return { ...log, rows, next: rows.at(-1)?.id ?? null };
}

/** Whether the filter lets a row through; the ingest decides alike for the rows it is asked for. */
export function passesFilter(row: EventRow, { q, status, name, site, pixel, from, to }: LogFilter): boolean {
  if (status && row.status !== status) return false;
  if (name && row.eventName !== name) return false;
  if (site && row.siteId !== site) return false;
  if (pixel && row.pixelId !== pixel) return false;
  if (from && row.receivedAt < Number(from)) return false;
  if (to && row.receivedAt > Number(to)) return false;
  const wanted = q.trim().toLowerCase();
  return !wanted || row.eventId.toLowerCase().includes(wanted) || row.url.toLowerCase().includes(wanted);
}

/** Ids are time-ordered numbers as text: the longer one is the newer, else the greater. */
function isNewer(a: EventRow, b: EventRow): boolean {
  if (a.id.length !== b.id.length) return a.id.length > b.id.length;
  return a.id > b.id;
}

function merge({ rows, byTime }: EventLog, more: readonly EventRow[]): EventRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of more) byId.set(row.id, row);
  const merged = [...byId.values()];
  return byTime ? merged.sort((a, b) => (isNewer(a, b) ? -1 : 1)) : merged;
}
