import type { DatabaseSync } from "node:sqlite";
import { parseRowId } from "../row-id.ts";
import type { Answer, Attempt, Backlog, EventDetail, EventRow, Lane } from "../store.ts";
import { createLogReads } from "./log-reads.ts";
import { ROW, type SqlRow, toRow } from "./sql-row.ts";

type SqlDetail = SqlRow & {
  data: string;
  request: string | null;
  graphUrl: string | null;
  answer: string | null;
  history: string | null;
};

/** The calls that only look. */
export function createReads(db: DatabaseSync) {
  const detailSql = `SELECT ${ROW}, data, request, graph_url AS graphUrl, answer, history
    FROM events JOIN payloads USING (id) LEFT JOIN outcomes USING (id)`;
  const byId = db.prepare(`${detailSql} WHERE events.id = ?`);
  const byIds = db.prepare(`SELECT ${ROW} FROM events WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`);
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
    ...createLogReads(db),
    rowsById: (ids: readonly string[]): EventRow[] =>
      (byIds.all(JSON.stringify(ids.map(Number))) as unknown as SqlRow[]).map(toRow),
    detail: (id: string): EventDetail | null => toDetail(byId.get(parseRowId(id)) as SqlDetail | undefined),
    details: (ids: readonly string[]): EventDetail[] =>
      ids.map((id) => toDetail(byId.get(parseRowId(id)) as SqlDetail | undefined)).filter((detail) => detail !== null),
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
