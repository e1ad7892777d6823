import { firstIdAt, parseRowId } from "../row-id.ts";
import { type RowFilter, type SortKey, STATUSES, type Status } from "../store.ts";

type Value = string | number;
type Condition = [sql: string, ...values: Value[]];

/** A statement with its values. */
export interface Select {
  sql: string;
  values: Value[];
}

const COLUMNS = {
  time: "id",
  event: "event_name",
  url: "url",
  pixel: "pixel_id",
  status: "status",
  error: "coalesce(error, '')",
} as const satisfies Record<SortKey, string>;

/** The statuses that few rows have, for which there is an index. */
const TROUBLED: readonly Status[] = ["failed", "blocked", "lost"];

/**
 * The statement for one page of the log, and the one that says where a bounded search has come to; the latter is
 * null when the search is not bounded. One row more than the page tells whether there is another page.
 */
export function selectRows(row: string, filter: RowFilter): { page: Select; end: Select | null } {
  const { sort = "time", ascending = false, scan } = filter;
  const direction = ascending ? "ASC" : "DESC";
  if (sort !== "time") return { page: selectSorted(row, filter, COLUMNS[sort], direction), end: null };

  const { base, index, rest } = splitConditions(filter);
  const from = `FROM events ${index} ${where(base)} ORDER BY id ${direction}`;
  const baseValues = valuesOf(base);
  if (scan === undefined || rest.length === 0) {
    const all = [...base, ...rest];
    const sql = `SELECT ${row} FROM events ${index} ${where(all)} ORDER BY id ${direction} LIMIT ?`;
    return { page: { sql, values: [...valuesOf(all), filter.limit + 1] }, end: null };
  }
  const sql = `SELECT ${row} FROM (SELECT * ${from} LIMIT ?) AS events ${where(rest)} LIMIT ?`;
  return {
    page: { sql, values: [...baseValues, scan, ...valuesOf(rest), filter.limit + 1] },
    end: { sql: `SELECT id ${from} LIMIT 1 OFFSET ?`, values: [...baseValues, scan - 1] },
  };
}

/** Rows in the order of a column, those with the same value by their time. */
function selectSorted(row: string, filter: RowFilter, column: string, direction: string): Select {
  const { before, ...narrowing } = filter;
  const { base, rest } = splitConditions(narrowing);
  const conditions = [...base, ...rest];
  const cursor = before === undefined ? null : parseRowId(before);
  const sign = direction === "ASC" ? ">" : "<";
  if (cursor !== null)
    conditions.push([`(${column}, id) ${sign} (SELECT ${column}, id FROM events WHERE id = ?)`, cursor]);
  const order = `ORDER BY ${column} ${direction}, id ${direction}`;
  // The sorter carries narrow entries; the rows of the page are read afterwards.
  const sql = `SELECT ${row} FROM events WHERE id IN (
    SELECT id FROM events ${where(conditions)} ${order} LIMIT ?) ${order}`;
  return { sql, values: [...valuesOf(conditions), filter.limit + 1] };
}

/** Conditions that an index answers, in the order of rows, and those that are looked up row by row. */
function splitConditions(filter: RowFilter): { base: Condition[]; index: string; rest: Condition[] } {
  const { siteId, eventName, status, text, from, to, ascending } = filter;
  const base: Condition[] = [];
  const rest: Condition[] = [];
  const before = filter.before === undefined ? null : parseRowId(filter.before);
  if (before !== null) base.push([ascending ? "id > ?" : "id < ?", before]);
  if (from !== undefined) base.push(["id >= ?", firstIdAt(from)]);
  if (to !== undefined) base.push(["id < ?", firstIdAt(to + 1)]);

  let index = "";
  const narrow = (condition: Condition, name: string | null) => {
    if (index || name === null) rest.push(condition);
    else {
      index = `INDEXED BY ${name}`;
      base.push(condition);
    }
  };
  // A partial index serves a literal only, beside its own condition word for word; the status is one of ours.
  if (status !== undefined && TROUBLED.includes(status))
    narrow([`status IN ('failed', 'blocked', 'lost') AND status = '${status}'`], "events_troubled");
  else if (status !== undefined && STATUSES.includes(status)) narrow([`status = '${status}'`], null);
  if (eventName !== undefined) narrow(["event_name = ?", eventName], "events_by_name");
  if (siteId !== undefined) narrow(["site_id = ?", siteId], "events_by_site");
  if (text) {
    const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
    rest.push(["(event_id LIKE ? ESCAPE '\\' OR url LIKE ? ESCAPE '\\')", pattern, pattern]);
  }
  return { base, index, rest };
}

const where = (conditions: Condition[]) =>
  conditions.length > 0 ? `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}` : "";

const valuesOf = (conditions: Condition[]) => conditions.flatMap(([, ...values]) => values);
