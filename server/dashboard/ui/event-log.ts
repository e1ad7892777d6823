import type { EventRow, LogFilter, RowPage } from "./event-types.ts";

/** The rows on the page, newest first and each once, and where the next older page begins. */
export interface EventLog {
  rows: readonly EventRow[];
  next: string | null;
}

/** A log that shows nothing. */
export const EMPTY_LOG: EventLog = { rows: [], next: null };

/** Adds an older page below. A row that is there already keeps its place and takes the newer content. */
export function appendPage(log: EventLog, page: RowPage): EventLog {
  return { rows: merge(log.rows, page.events), next: page.next };
}

/** Adds rows that arrived or changed since; rows older than the log reaches are left to the next page. */
export function addLiveRows(log: EventLog, rows: readonly EventRow[]): EventLog {
  const oldest = log.rows.at(-1);
  const known = new Set(log.rows.map(({ id }) => id));
  const within = rows.filter((row) => known.has(row.id) || !log.next || !oldest || isNewer(row, oldest));
  return within.length ? { ...log, rows: merge(log.rows, within) } : log;
}

/** Whether the filter lets a row through; the ingest decides alike for the rows it is asked for. */
export function passesFilter(row: EventRow, { q, status }: LogFilter): boolean {
  if (status && row.status !== status) return false;
  const wanted = q.trim().toLowerCase();
  return !wanted || row.eventId.toLowerCase().includes(wanted) || row.url.toLowerCase().includes(wanted);
}

/** Ids are time-ordered numbers as text: the longer one is the newer, else the greater. */
function isNewer(a: EventRow, b: EventRow): boolean {
  if (a.id.length !== b.id.length) return a.id.length > b.id.length;
  return a.id > b.id;
}

function merge(rows: readonly EventRow[], more: readonly EventRow[]): EventRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of more) byId.set(row.id, row);
  return [...byId.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1));
}
