import type { KindColumn, Kinds, PageReads, RowConditions, Stretch, TextColumn } from "../page-reads.ts";
import { isBigintId, POSTGRES_IDS_PER_MS } from "../row-id.ts";
import { SLOT_MS } from "../slot.ts";
import type { EventRow, Tally } from "../store.ts";
import type { RunQuery } from "./run-query.ts";
import { slotOf } from "./tallies.ts";

/** A row of the log, as SQL. */
export const ROW = `events.id, site_id AS "siteId", event_name AS "eventName", event_id AS "eventId", url,
  pixel_id AS "pixelId", status, reason, error, received_at AS "receivedAt", processed_at AS "processedAt",
  event_time AS "eventTime", attempts, stands_for AS "standsFor"`;

const KIND_COLUMNS = {
  eventName: "event_name",
  pixelId: "pixel_id",
  status: "status",
} as const satisfies Record<KindColumn, string>;

const TEXT_COLUMNS = { url: "url", error: `error COLLATE "C"` } as const satisfies Record<TextColumn, string>;

const direction = (ascending: boolean) => (ascending ? "ASC" : "DESC");

// OFFSET 0 keeps the planner from walking all of a site's rows by the unique index instead.
const IN_STRETCH = "SELECT * FROM events WHERE id >= stretch.first AND id <= stretch.last";

/** Conditions of one statement, the values they need, and a name for their form. */
function createConditions() {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const keys: string[] = [];
  const place = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const add = (key: string, condition: string) => {
    keys.push(key);
    conditions.push(condition);
  };
  return {
    values,
    place,
    add,
    ofKinds: ({ siteId, pixelId, eventName, statuses }: Kinds) => {
      if (siteId !== undefined) add("site", `site_id = ${place(siteId, "text")}`);
      if (pixelId !== undefined) add("pixel", `pixel_id = ${place(pixelId, "text")}`);
      if (eventName !== undefined) add("name", `event_name = ${place(eventName, "text")}`);
      if (statuses !== undefined) add("status", `status = ANY (${place(statuses, "text[]")})`);
    },
    where: () => (conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""),
    nameOf: (form: string) => [form, ...keys].join("_"),
  };
}

/** What pages of the log and its chart are made of. */
export function createLogReads(
  run: RunQuery,
): PageReads & { lastIdOfSite(siteId: string | null): Promise<string | null> } {
  return {
    firstIdAt: (at) => String(BigInt(Math.floor(at)) * BigInt(POSTGRES_IDS_PER_MS)),
    receivedAtOf: (id) => (isBigintId(id) ? Number(BigInt(id) / BigInt(POSTGRES_IDS_PER_MS)) : Number.NaN),
    lastIdOfSite: async (siteId) => {
      const newest = "SELECT last_id AS id FROM tallies WHERE site_id = $1 ORDER BY slot DESC, last_id DESC LIMIT 1";
      const [row] =
        siteId === null
          ? await run<{ id: string }>("last", "SELECT id FROM events ORDER BY id DESC LIMIT 1", [])
          : await run<{ id: string }>("last_of_site", newest, [siteId]);
      return row ? String(row.id) : null;
    },
    spans: async ({ kinds, within, ascending, limit }) => {
      const narrowing = inTallies(kinds, within);
      const every = "SELECT sum(row_count) FROM tallies AS every WHERE every.slot = span.slot";
      const order = `ORDER BY slot ${direction(ascending)}`;
      const sql = `SELECT first::text, last::text, rows::bigint, (${every})::bigint AS all FROM (
        SELECT slot, min(first_id) AS first, max(last_id) AS last, sum(row_count) AS rows
        FROM tallies ${narrowing.where()} GROUP BY slot HAVING sum(row_count) > 0 ${order}
        LIMIT ${narrowing.place(limit, "int")}) AS span ${order}`;
      return run(narrowing.nameOf(`spans_${direction(ascending)}`), sql, narrowing.values);
    },
    values: async ({ kinds, within, column, ascending }) => {
      const narrowing = inTallies(kinds, within);
      const sql = `SELECT ${KIND_COLUMNS[column]} AS value FROM tallies ${narrowing.where()}
        GROUP BY 1 HAVING sum(row_count) > 0 ORDER BY 1 ${direction(ascending)}`;
      const name = narrowing.nameOf(`values_${column}_${direction(ascending)}`);
      return (await run<{ value: string }>(name, sql, narrowing.values)).map(({ value }) => value);
    },
    nth: async ({ within, ascending, n }) => {
      const order = direction(ascending);
      const sql = `SELECT id FROM events WHERE id >= $1::bigint AND id <= $2::bigint ORDER BY id ${order}
        LIMIT 1 OFFSET $3`;
      const [row] = await run<{ id: string }>(`nth_${order}`, sql, [within.first, within.last, n - 1]);
      return row ? String(row.id) : null;
    },
    rows: async ({ conditions, stretches, ascending, limit }) => {
      const narrowing = inRows(conditions);
      const order = `ORDER BY events.id ${direction(ascending)} LIMIT ${narrowing.place(limit, "int")}`;
      const sql = `SELECT ${ROW} FROM ${inStretches(narrowing, stretches)}
        CROSS JOIN LATERAL (SELECT * FROM (${IN_STRETCH} ORDER BY id ${direction(ascending)} OFFSET 0) AS events
          ${narrowing.where()} ${order}) AS events ${order}`;
      return withTextIds(await run<EventRow>(narrowing.nameOf(`rows_${direction(ascending)}`), sql, narrowing.values));
    },
    ordered: async ({ conditions, stretches, column, ascending, skip, limit }) => {
      const narrowing = inRows(conditions);
      const order = `ORDER BY ${TEXT_COLUMNS[column]} ${direction(ascending)}, id ${direction(ascending)}`;
      const page = `LIMIT ${narrowing.place(limit, "int")} OFFSET ${narrowing.place(skip, "int")}`;
      // The sorter carries narrow entries; the rows of the page are read afterwards.
      const sql = `SELECT ${ROW} FROM events WHERE id = ANY (ARRAY(
        SELECT id FROM ${inStretches(narrowing, stretches)}
        CROSS JOIN LATERAL (SELECT id, url, error FROM (${IN_STRETCH} OFFSET 0) AS events
          ${narrowing.where()}) AS events
        ${order} ${page})) ${order}`;
      const name = narrowing.nameOf(`ordered_${column}_${direction(ascending)}`);
      return withTextIds(await run<EventRow>(name, sql, narrowing.values));
    },
    tally: ({ from, to, stepMs, status, ...kinds }) => {
      const narrowing = createConditions();
      const [start, end, step] = [from, to, stepMs].map((value) => narrowing.place(Math.floor(value), "bigint"));
      narrowing.add("times", `slot > ${start} - ${SLOT_MS} AND slot < ${end}`);
      narrowing.ofKinds({ ...kinds, ...(status !== undefined && { statuses: [status] }) });
      // A quarter belongs to the step in which it begins, the first one to the first step.
      const sql = `SELECT (greatest(slot, ${start}) - ${start}) / ${step} * ${step} + ${start} AS at,
        event_name AS "eventName", status, sum(event_count)::bigint AS count
        FROM tallies ${narrowing.where()} GROUP BY 1, 2, 3 HAVING sum(event_count) > 0`;
      return run<Tally>(narrowing.nameOf("tally"), sql, narrowing.values);
    },
  };
}

function inTallies(kinds: Kinds, { first, last }: Stretch) {
  const narrowing = createConditions();
  const slot = (id: string) => slotOf(narrowing.place(id, "bigint"));
  narrowing.add("times", `slot >= ${slot(first)} AND slot <= ${slot(last)}`);
  narrowing.ofKinds(kinds);
  return narrowing;
}

/** Conditions on rows of the stretch at hand. */
function inRows({ text, needles, hasError, ...kinds }: RowConditions) {
  const narrowing = createConditions();
  narrowing.ofKinds(kinds);
  if (hasError) narrowing.add("error", "error IS NOT NULL");
  if (text) {
    const pattern = narrowing.place(`%${text.replace(/[\\%_]/g, "\\$&")}%`, "text");
    narrowing.add("text", `(event_id ILIKE ${pattern} OR url ILIKE ${pattern})`);
  }
  if (needles) {
    const holds = `EXISTS (SELECT 1 FROM unnest(${narrowing.place(needles, "text[]")}) AS needle WHERE strpos(data, needle) > 0)`;
    narrowing.add("needles", `EXISTS (SELECT 1 FROM payloads WHERE payloads.id = events.id AND ${holds})`);
  }
  return narrowing;
}

function inStretches({ place }: ReturnType<typeof createConditions>, stretches: readonly Stretch[]): string {
  const ends = [stretches.map(({ first }) => first), stretches.map(({ last }) => last)];
  return `unnest(${ends.map((ids) => place(ids, "bigint[]")).join(", ")}) AS stretch (first, last)`;
}

/** Small ids, which only tests have, would come as numbers. */
const withTextIds = (rows: EventRow[]): EventRow[] => rows.map((row) => ({ ...row, id: String(row.id) }));
