import type { DatabaseSync } from "node:sqlite";
import { firstIdAt, parseRowId } from "../row-id.ts";
import type { Answer, Attempt, Backlog, EventDetail, EventRow, Lane, RowFilter, RowPage } from "../store.ts";

const ROW = `events.id AS id, site_id AS siteId, event_name AS eventName, event_id AS eventId, url, pixel_id AS pixelId,
  status, reason, error, received_at AS receivedAt,
  CASE WHEN status = 'pending' THEN NULL ELSE processed_at END AS processedAt, event_time AS eventTime, attempts`;

type SqlRow = Omit<EventRow, "id"> & { id: number };
type SqlDetail = SqlRow & {
  data: string;
  request: string | null;
  graphUrl: string | null;
  answer: string | null;
  history: string | null;
};

const toRow = (row: SqlRow): EventRow => ({ ...row, id: String(row.id) });

/** The calls that only look. */
export function createReads(db: DatabaseSync) {
  const detailSql = `SELECT ${ROW}, data, request, graph_url AS graphUrl, answer, history
    FROM events JOIN payloads USING (id) LEFT JOIN outcomes USING (id)`;
  const byId = db.prepare(`${detailSql} WHERE events.id = ?`);
  const byEventId = db.prepare(`${detailSql} WHERE site_id = ? AND event_id = ? ORDER BY events.id DESC LIMIT 1`);
  const rowsById = db.prepare(`SELECT ${ROW} FROM events WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`);
  // A loose scan of the index: it visits one entry per lane, however many rows wait.
  const nextLane = `SELECT site_id, pixel_id, due_at FROM events WHERE status = 'pending'`;
  const order = "ORDER BY site_id, pixel_id, due_at LIMIT 1";
  const lanes = db.prepare(
    `WITH RECURSIVE lanes (site_id, pixel_id, due_at) AS (
       SELECT * FROM (${nextLane} ${order})
       UNION ALL
       SELECT next.site_id, next.pixel_id, next.due_at FROM lanes JOIN events AS next ON next.id = (
         SELECT id FROM events WHERE status = 'pending' AND (site_id, pixel_id) > (lanes.site_id, lanes.pixel_id) ${order})
     ) SELECT site_id AS siteId, pixel_id AS pixelId, due_at AS dueAt FROM lanes`,
  );
  const backlog = db.prepare(`SELECT count(*) AS pending, min(id) AS oldest FROM events WHERE status = 'pending'`);
  const receivedAt = db.prepare("SELECT received_at AS receivedAt FROM events WHERE id = ?");
  const setting = db.prepare("SELECT value FROM settings WHERE key = ?");

  return {
    query: (filter: RowFilter): RowPage => {
      const { sql, values } = selectRows(filter);
      const found = db.prepare(sql).all(...values) as unknown as SqlRow[];
      const events = found.slice(0, filter.limit).map(toRow);
      return { events, next: found.length > filter.limit ? (events.at(-1)?.id ?? null) : null };
    },
    rows: (ids: readonly string[]): EventRow[] =>
      (rowsById.all(JSON.stringify(ids.map(Number))) as unknown as SqlRow[]).map(toRow),
    detail: (id: string): EventDetail | null => toDetail(byId.get(parseRowId(id)) as SqlDetail | undefined),
    detailByEventId: ({ siteId, eventId }: { siteId: string; eventId: string }): EventDetail | null =>
      toDetail(byEventId.get(siteId, eventId) as SqlDetail | undefined),
    lanes: (_: null): Lane[] => lanes.all() as unknown as Lane[],
    backlog: (_: null): Backlog => {
      const { pending, oldest } = backlog.get() as { pending: number; oldest: number | null };
      const row = oldest === null ? undefined : (receivedAt.get(oldest) as { receivedAt: number } | undefined);
      return { pending, oldestReceivedAt: row?.receivedAt ?? null };
    },
    readSetting: (key: string): string | null => (setting.get(key) as { value: string } | undefined)?.value ?? null,
  };
}

/** The reader's calls by name. */
export type Reads = ReturnType<typeof createReads>;

function selectRows(filter: RowFilter): { sql: string; values: (string | number)[] } {
  const conditions: [sql: string, ...values: (string | number)[]][] = [];
  const before = filter.before === undefined ? null : parseRowId(filter.before);
  if (before !== null) conditions.push(["id < ?", before]);
  if (filter.siteId !== undefined) conditions.push(["site_id = ?", filter.siteId]);
  if (filter.eventName !== undefined) conditions.push(["event_name = ?", filter.eventName]);
  if (filter.status !== undefined) conditions.push(["status = ?", filter.status]);
  if (filter.from !== undefined) conditions.push(["id >= ?", firstIdAt(filter.from)]);
  if (filter.to !== undefined) conditions.push(["id < ?", firstIdAt(filter.to + 1)]);
  if (filter.text) {
    const pattern = `%${filter.text.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(["(event_id LIKE ? ESCAPE '\\' OR url LIKE ? ESCAPE '\\')", pattern, pattern]);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}` : "";
  return {
    sql: `SELECT ${ROW} FROM events ${where} ORDER BY id DESC LIMIT ?`,
    values: [...conditions.flatMap(([, ...values]) => values), filter.limit + 1],
  };
}

function toDetail(found: SqlDetail | undefined): EventDetail | null {
  if (!found) return null;
  const { data, request, graphUrl, answer, history, ...row } = found;
  return {
    row: toRow(row),
    received: JSON.parse(data),
    request: request === null ? null : JSON.parse(request),
    graphUrl,
    answer: answer === null ? null : (JSON.parse(answer) as Answer),
    history: history === null ? [] : (JSON.parse(`[${history}]`) as Attempt[]),
  };
}
