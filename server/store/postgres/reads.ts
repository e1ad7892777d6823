import { createLog } from "../create-log.ts";
import { isBigintId } from "../row-id.ts";
import type { Answer, Attempt, Backlog, EventDetail, EventRow, Lane } from "../store.ts";
import { createLogReads, ROW } from "./log-reads.ts";
import type { RunQuery } from "./run-query.ts";

const DETAIL = `SELECT ${ROW}, data, request, graph_url AS "graphUrl", answer, history
  FROM events JOIN payloads USING (id) LEFT JOIN outcomes USING (id)`;

type SqlDetail = EventRow & {
  data: string;
  request: string | null;
  graphUrl: string | null;
  answer: string | null;
  history: string | null;
};

// A loose scan of the index: it visits one entry per lane, however many rows wait.
const LANES = `
  WITH RECURSIVE lanes AS (
    (SELECT site_id, pixel_id, due_at FROM events WHERE status = 'pending' ORDER BY site_id, pixel_id, due_at LIMIT 1)
    UNION ALL
    SELECT next.* FROM lanes CROSS JOIN LATERAL (
      SELECT site_id, pixel_id, due_at FROM events
      WHERE status = 'pending' AND (site_id, pixel_id) > (lanes.site_id, lanes.pixel_id)
      ORDER BY site_id, pixel_id, due_at LIMIT 1
    ) AS next
  ) SELECT site_id AS "siteId", pixel_id AS "pixelId", due_at AS "dueAt" FROM lanes`;

const BACKLOG = `SELECT count(*) AS pending, min(received_at) AS oldest FROM events WHERE status = 'pending'`;

/** The calls that only look. */
export function createReads(run: RunQuery) {
  const reads = createLogReads(run);
  return {
    ...createLog(reads),
    lastReceivedAt: async (siteId: string | null): Promise<number | null> => {
      const id = await reads.lastIdOfSite(siteId);
      return id === null ? null : reads.receivedAtOf(id);
    },
    rows: (ids: readonly string[]): Promise<EventRow[]> =>
      run<EventRow>("rows", `SELECT ${ROW} FROM events WHERE id = ANY ($1::bigint[]) ORDER BY id`, [ids]),
    detail: async (id: string): Promise<EventDetail | null> => {
      if (!isBigintId(id)) return null;
      const [found] = await run<SqlDetail>("detail", `${DETAIL} WHERE events.id = $1`, [id]);
      return toDetail(found);
    },
    detailByEventId: async (siteId: string, eventId: string): Promise<EventDetail | null> => {
      const sql = `${DETAIL} WHERE site_id = $1 AND event_id = $2 ORDER BY events.id DESC LIMIT 1`;
      const [found] = await run<SqlDetail>("detail_by_event_id", sql, [siteId, eventId]);
      return toDetail(found);
    },
    details: async (ids: readonly string[]): Promise<EventDetail[]> => {
      const sql = `${DETAIL} WHERE events.id = ANY ($1::bigint[])`;
      const found = await run<SqlDetail>("details", sql, [ids.filter(isBigintId)]);
      const byId = new Map(found.map((detail) => [String(detail.id), toDetail(detail)]));
      return ids.map((id) => byId.get(id)).filter((detail) => detail !== undefined && detail !== null);
    },
    rowsByEventId: (siteIds: readonly string[], eventId: string): Promise<EventRow[]> => {
      // Materialized, else the planner looks for a few rows in the order of their ids, through all of them.
      const sql = `WITH events AS MATERIALIZED (
        SELECT * FROM events WHERE site_id = ANY ($1::text[]) AND event_id = $2
      ) SELECT ${ROW} FROM events ORDER BY id DESC LIMIT 50`;
      return run<EventRow>("rows_by_event_id", sql, [siteIds, eventId]);
    },
    lanes: (): Promise<Lane[]> => run<Lane>("lanes", LANES, []),
    backlog: async (): Promise<Backlog> => {
      const [found] = await run<{ pending: number; oldest: number | null }>("backlog", BACKLOG, []);
      return { pending: found?.pending ?? 0, oldestReceivedAt: found?.oldest ?? null };
    },
    readSetting: async (key: string): Promise<string | null> => {
      const [setting] = await run<{ value: string }>("read_setting", "SELECT value FROM settings WHERE key = $1", [
        key,
      ]);
      return setting?.value ?? null;
    },
  };
}

function toDetail(found: SqlDetail | undefined): EventDetail | null {
  if (!found) return null;
  const { data, request, graphUrl, answer, history, ...row } = found;
  return {
    row,
    received: JSON.parse(data),
    request: request === null ? null : JSON.parse(request),
    graphUrl,
    answer: answer === null ? null : (JSON.parse(answer) as Answer),
    history: history === null ? [] : (JSON.parse(`[${history}]`) as Attempt[]),
  };
}
