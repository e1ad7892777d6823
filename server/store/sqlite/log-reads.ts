import type { DatabaseSync } from "node:sqlite";
import type { KindColumn, Kinds, PageReads, RowConditions, Stretch, TextColumn } from "../page-reads.ts";
import { SQLITE_IDS_PER_MS } from "../row-id.ts";
import { SLOT_MS } from "../slot.ts";
import type { EventRow, Tally, TallyRange } from "../store.ts";
import { ROW, type SqlRow, toRow } from "./sql-row.ts";

type Value = string | number;
type Condition = [sql: string, ...values: Value[]];

const KIND_COLUMNS = {
  eventName: "event_name",
  pixelId: "pixel_id",
  status: "status",
} as const satisfies Record<KindColumn, string>;

const TEXT_COLUMNS = { url: "url", error: "error" } as const satisfies Record<TextColumn, string>;

/** An id that no row has may be greater than what a number holds exactly. */
const toId = (id: string) => Math.min(Number(id), Number.MAX_SAFE_INTEGER);
const slotOf = (id: string) => Math.floor(toId(id) / (SQLITE_IDS_PER_MS * SLOT_MS)) * SLOT_MS;
const direction = (ascending: boolean) => (ascending ? "ASC" : "DESC");

type Sync<Call> = Call extends (ask: infer Ask) => Promise<infer Result> ? (ask: Ask) => Result : never;
type Asked = { [Name in Exclude<keyof PageReads, "firstIdAt" | "receivedAtOf">]: Sync<PageReads[Name]> };

/** What pages of the log and its chart are made of. */
export function createLogReads(db: DatabaseSync): Asked & { lastIdOfSite(siteId: string | null): number | null } {
  const lastOfSite = db.prepare(
    "SELECT last_id AS id FROM tallies WHERE site_id = ? AND row_count > 0 ORDER BY slot DESC, last_id DESC LIMIT 1",
  );
  const lastOfAll = db.prepare("SELECT max(id) AS id FROM events");
  const all = <Row>(sql: string, values: Value[]) => db.prepare(sql).all(...values) as unknown as Row[];

  return {
    lastIdOfSite: (siteId) => {
      const row = siteId === null ? lastOfAll.get() : lastOfSite.get(siteId);
      return (row as { id: number | null } | undefined)?.id ?? null;
    },
    spans: ({ kinds, within, ascending, limit }) => {
      const conditions = inTallies(kinds, within);
      const every = "SELECT sum(row_count) FROM tallies AS every WHERE every.slot = tallies.slot";
      const sql = `SELECT CAST(min(first_id) AS TEXT) AS first, CAST(max(last_id) AS TEXT) AS last,
        sum(row_count) AS rows, (${every}) AS "all"
        FROM tallies ${where(conditions)} GROUP BY slot ORDER BY slot ${direction(ascending)} LIMIT ?`;
      return all(sql, [...valuesOf(conditions), limit]);
    },
    values: ({ kinds, within, column, ascending }) => {
      const conditions = inTallies(kinds, within);
      const sql = `SELECT DISTINCT ${KIND_COLUMNS[column]} AS value FROM tallies ${where(conditions)}
        ORDER BY 1 ${direction(ascending)}`;
      return all<{ value: string }>(sql, valuesOf(conditions)).map(({ value }) => value);
    },
    nth: ({ within, ascending, n }) => {
      const sql = `SELECT id FROM events WHERE id >= ? AND id <= ? ORDER BY id ${direction(ascending)} LIMIT 1 OFFSET ?`;
      const row = db.prepare(sql).get(toId(within.first), toId(within.last), n - 1) as { id: number } | undefined;
      return row ? String(row.id) : null;
    },
    rows: ({ conditions, stretches, ascending, limit }) => {
      const narrowing = inRows(conditions);
      const statement = db.prepare(
        `SELECT ${ROW} FROM events NOT INDEXED ${where([["id >= ? AND id <= ?"], ...narrowing])}
         ORDER BY id ${direction(ascending)} LIMIT ?`,
      );
      const rows: EventRow[] = [];
      // NOT INDEXED leaves the ids: the index of what is due has another order. One stretch after the other: the first ones
      // may do.
      for (const { first, last } of stretches) {
        if (rows.length >= limit) break;
        const values = [toId(first), toId(last), ...valuesOf(narrowing), limit - rows.length];
        rows.push(...(statement.all(...values) as unknown as SqlRow[]).map(toRow));
      }
      return rows;
    },
    ordered: ({ conditions, stretches, column, ascending, skip, limit }) => {
      const narrowing = inRows(conditions);
      const name = TEXT_COLUMNS[column];
      const order = `ORDER BY ${name} ${direction(ascending)}, events.id ${direction(ascending)}`;
      // The sorter carries narrow entries; the rows of the page are read afterwards.
      const sql = `SELECT ${ROW} FROM events WHERE id IN (
        SELECT events.id FROM json_each(?) AS stretch CROSS JOIN events NOT INDEXED
        ${where([["events.id >= stretch.value ->> 0 AND events.id <= stretch.value ->> 1"], ...narrowing])}
        ${order} LIMIT ? OFFSET ?) ${order}`;
      const pairs = JSON.stringify(stretches.map(({ first, last }) => [toId(first), toId(last)]));
      return all<SqlRow>(sql, [pairs, ...valuesOf(narrowing), limit, skip]).map(toRow);
    },
    tally: ({ from, to, stepMs, ...kinds }: TallyRange): Tally[] => {
      const { status, ...rest } = kinds;
      const narrowing = ofKinds({ ...rest, ...(status !== undefined && { statuses: [status] }) });
      // A quarter belongs to the step in which it begins, the first one to the first step.
      const sql = `SELECT (max(slot, ?1) - ?1) / ?3 * ?3 + ?1 AS at, event_name AS eventName, status,
        sum(event_count) AS count FROM tallies
        ${where([["slot > ?1 - ?4 AND slot < ?2 AND row_count > 0"], ...narrowing])} GROUP BY 1, 2, 3`;
      return all(sql, [from, to, stepMs, SLOT_MS, ...valuesOf(narrowing)]);
    },
  };
}

function ofKinds({ siteId, pixelId, eventName, statuses }: Kinds): Condition[] {
  const conditions: Condition[] = [];
  if (siteId !== undefined) conditions.push(["site_id = ?", siteId]);
  if (pixelId !== undefined) conditions.push(["pixel_id = ?", pixelId]);
  if (eventName !== undefined) conditions.push(["event_name = ?", eventName]);
  if (statuses !== undefined) conditions.push([`status IN (${statuses.map(() => "?")})`, ...statuses]);
  return conditions;
}

function inTallies(kinds: Kinds, { first, last }: Stretch): Condition[] {
  return [["slot >= ? AND slot <= ? AND row_count > 0", slotOf(first), slotOf(last)], ...ofKinds(kinds)];
}

function inRows({ text, needles, hasError, ...kinds }: RowConditions): Condition[] {
  const conditions = ofKinds(kinds);
  if (hasError) conditions.push(["error IS NOT NULL"]);
  if (text) {
    const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(["(event_id LIKE ? ESCAPE '\\' OR url LIKE ? ESCAPE '\\')", pattern, pattern]);
  }
  if (needles) {
    const holds = "EXISTS (SELECT 1 FROM json_each(?) AS needle WHERE instr(data, needle.value) > 0)";
    conditions.push([
      `EXISTS (SELECT 1 FROM payloads WHERE payloads.id = events.id AND ${holds})`,
      JSON.stringify(needles),
    ]);
  }
  return conditions;
}

const where = (conditions: Condition[]) =>
  conditions.length > 0 ? `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}` : "";

const valuesOf = (conditions: Condition[]) => conditions.flatMap(([, ...values]) => values);
