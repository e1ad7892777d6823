import type { EventRow, LogFilter, RowPage } from "./event-types.ts";

/** The rows on the page, each once, and where the next page begins. */
export interface EventLog {
  rows: readonly EventRow[];
  next: string | null;
  /** Newest first. In any other order only the ingest knows where a row belongs. */
  byTime: boolean;
}

/** A log that shows nothing. */
export const EMPTY_LOG: EventLog = { rows: [], next: null, byTime: true };

/** The empty log for a filter's order. */
export function emptyLogFor({ sort, order }: LogFilter): EventLog {
  return { ...EMPTY_LOG, byTime: (!sort || sort === "time") && order !== "asc" };
}

/** Adds the next page below. A row that is there already keeps its place and takes the newer content. */
export function appendPage(log: EventLog, page: RowPage): EventLog {
  return { ...log, rows: merge(log, page.events), next: page.next };
}

/** Adds rows that arrived or changed since; rows beyond the log's end are left to the next page. */
export function addLiveRows(log: EventLog, rows: readonly EventRow[]): EventLog {
  const oldest = log.rows.at(-1);
  const known = new Set(log.rows.map(({ id }) => id));
  const reaches = (row: EventRow) => log.byTime && (!log.next || !oldest || isNewer(row, oldest));
  const within = rows.filter((row) => known.has(row.id) || reaches(row));
  return within.length ? { ...log, rows: merge(log, within) } : log;
}

/** Whether the filter lets a row through; the ingest decides alike for the rows it is asked for. */
export function passesFilter(row: EventRow, { q, status, name, site, from, to }: LogFilter): boolean {
  if (status && row.status !== status) return false;
  if (name && row.eventName !== name) return false;
  if (site && row.siteId !== site) return false;
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
