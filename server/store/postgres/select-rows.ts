import { isBigintId, POSTGRES_IDS_PER_MS } from "../row-id.ts";
import { type RowFilter, type SortKey, STATUSES, type Status } from "../store.ts";

/** A statement, prepared under a name that says its form, with its values. */
export interface Select {
  name: string;
  sql: string;
  values: unknown[];
}

const COLUMNS = {
  time: "id",
  event: "event_name",
  url: "url",
  pixel: "pixel_id",
  status: "status",
  error: `coalesce(error, '') COLLATE "C"`,
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
  const column = COLUMNS[sort];
  const { base, rest, cursor, keys, values, baseCount } = splitConditions(filter);
  const name = `rows_${sort}_${direction}_${keys.join("_")}`;
  if (sort !== "time") {
    const sign = ascending ? ">" : "<";
    const after = cursor && `(${column}, id) ${sign} (SELECT ${column}, id FROM events WHERE id = ${cursor})`;
    const conditions = where([...base, ...rest, ...(after ? [after] : [])]);
    const sql = `SELECT ${row} FROM events ${conditions} ORDER BY ${column} ${direction}, id ${direction}`;
    return { page: limited(name, sql, values, filter.limit + 1), end: null };
  }
  const inOrder = cursor ? [...base, `id ${ascending ? ">" : "<"} ${cursor}`] : base;
  if (scan === undefined || rest.length === 0) {
    const sql = `SELECT ${row} FROM events ${where([...inOrder, ...rest])} ORDER BY id ${direction}`;
    return { page: limited(name, sql, values, filter.limit + 1), end: null };
  }
  const looked = `FROM events ${where(inOrder)} ORDER BY id ${direction}`;
  const scanned = (position: number) => `$${position}::bigint`;
  const last = scanned(values.length + 1);
  const sql = `SELECT ${row} FROM (SELECT * ${looked} LIMIT ${last}) AS events ${where(rest)} ORDER BY id ${direction}`;
  const baseValues = values.slice(0, baseCount);
  return {
    page: limited(`scan_${name}`, sql, [...values, scan], filter.limit + 1),
    end: {
      name: `end_${name}`,
      sql: `SELECT id ${looked} OFFSET ${scanned(baseCount + 1)} - 1 LIMIT 1`,
      values: [...baseValues, scan],
    },
  };
}

function limited(name: string, sql: string, values: unknown[], limit: number): Select {
  return { name, sql: `${sql} LIMIT $${values.length + 1}`, values: [...values, limit] };
}

/**
 * Conditions that an index answers in the order of rows, and those that are looked up row by row. The first
 * `baseCount` values are those of the former.
 */
function splitConditions(filter: RowFilter) {
  const { siteId, eventName, status, text, from, to } = filter;
  const values: unknown[] = [];
  const keys: string[] = [];
  const base: string[] = [];
  const rest: string[] = [];
  const add = (key: string, value: unknown) => {
    values.push(value);
    keys.push(key);
    return `$${values.length}`;
  };
  const startOf = (place: string) => `${place}::bigint * ${POSTGRES_IDS_PER_MS}`;
  const before = filter.before !== undefined && isBigintId(filter.before) ? filter.before : undefined;
  const cursor = before === undefined ? null : `${add("before", before)}::bigint`;
  if (from !== undefined) base.push(`id >= ${startOf(add("from", Math.floor(from)))}`);
  if (to !== undefined) base.push(`id < ${startOf(add("to", Math.floor(to) + 1))}`);
  let indexed = false;
  const narrow = (condition: string, hasIndex: boolean) => {
    (indexed || !hasIndex ? rest : base).push(condition);
    indexed ||= hasIndex;
  };
  // A partial index serves a literal only, and the status is one of ours.
  if (status !== undefined && STATUSES.includes(status)) {
    keys.push(status);
    narrow(`status = '${status}'`, TROUBLED.includes(status));
  }
  if (eventName !== undefined) narrow(`event_name = ${add("name", eventName)}`, true);
  if (siteId !== undefined) narrow(`site_id = ${add("site", siteId)}`, true);
  const baseCount = values.length - (rest.length > 0 ? countPlaces(rest) : 0);
  if (text) {
    const place = add("text", `%${text.replace(/[\\%_]/g, "\\$&")}%`);
    rest.push(`(event_id ILIKE ${place} OR url ILIKE ${place})`);
  }
  return { base, rest, cursor, keys, values, baseCount };
}

const countPlaces = (conditions: string[]) => conditions.join(" ").match(/\$\d+/g)?.length ?? 0;

const where = (conditions: string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "");
