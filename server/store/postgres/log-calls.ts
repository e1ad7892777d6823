import { noteOfRequeue } from "../note-of-requeue.ts";
import { isBigintId, POSTGRES_IDS_PER_MS } from "../row-id.ts";
import type { Count, CountPiece, CountRange, TextSearch, Withdrawal, WithdrawnRow } from "../store.ts";
import type { RunQuery } from "./run-query.ts";

const STRETCH = "FROM events WHERE id >= $1::bigint AND id < $2::bigint ORDER BY id";
const SITE_ROWS = "FROM events WHERE site_id = $1 AND id < $2::bigint ORDER BY id DESC";
const LARGEST_ID = String(2n ** 63n - 1n);

const COUNTS = `
  SELECT received_at - received_at % $3::bigint AS slot, site_id AS "siteId", event_name AS "eventName", status,
    count(*) AS count
  FROM (SELECT received_at, site_id, event_name, status ${STRETCH} LIMIT $4) AS stretch GROUP BY 1, 2, 3, 4`;

const REQUEUE = `
  WITH requeued AS (
    UPDATE events SET status = 'pending', reason = NULL, error = NULL, processed_at = NULL, due_at = $2, claim = NULL
    WHERE id = ANY ($1::bigint[]) AND status = 'failed' RETURNING id
  ), noted AS (
    INSERT INTO outcomes (id, history) SELECT id, $3 FROM requeued
    ON CONFLICT (id) DO UPDATE SET history = coalesce(outcomes.history || ',' || excluded.history, excluded.history)
  )
  SELECT id FROM requeued`;

const WITHDRAW = `
  WITH input AS (SELECT * FROM unnest($1::bigint[], $2::text[]) AS input (id, data)
  ), withdrawn AS (
    UPDATE events SET status = 'blocked', reason = $3, error = $4, processed_at = $5::bigint, claim = NULL
    WHERE id IN (SELECT id FROM input) AND status = 'pending' AND (claim IS NULL OR due_at <= $5::bigint) RETURNING id
  ), kept AS (
    UPDATE payloads SET data = input.data FROM input JOIN withdrawn USING (id) WHERE payloads.id = input.id
  ), forgotten AS (DELETE FROM outcomes USING withdrawn WHERE outcomes.id = withdrawn.id)
  SELECT id FROM withdrawn`;

const REMOVE = `
  WITH payload AS (DELETE FROM payloads WHERE id = ANY ($1::bigint[])
  ), outcome AS (DELETE FROM outcomes WHERE id = ANY ($1::bigint[]))
  DELETE FROM events WHERE id = ANY ($1::bigint[]) RETURNING id`;

const startOf = (ms: number) => String(BigInt(Math.floor(ms)) * BigInt(POSTGRES_IDS_PER_MS));

/** What the dashboard asks beside pages of the log; nothing here changes anything. */
export function createLogReads(run: RunQuery) {
  return {
    lastReceivedAt: async (siteId: string | null): Promise<number | null> => {
      const [row] =
        siteId === null
          ? await run<{ at: number }>("last", "SELECT received_at AS at FROM events ORDER BY id DESC LIMIT 1", [])
          : await run<{ at: number }>(
              "last_of_site",
              "SELECT received_at AS at FROM events WHERE site_id = $1 ORDER BY id DESC LIMIT 1",
              [siteId],
            );
      return row?.at ?? null;
    },
    count: async ({ from, to, slotMs, limit, after }: CountRange): Promise<CountPiece> => {
      const start = after !== undefined && isBigintId(after) ? after : startOf(from);
      const [counts, ends] = await Promise.all([
        run<Count>("count", COUNTS, [start, startOf(to), slotMs, limit]),
        run<{ id: string }>("count_end", `SELECT id ${STRETCH} LIMIT 1 OFFSET $3`, [start, startOf(to), limit]),
      ]);
      return { counts, next: ends[0] ? String(ends[0].id) : null };
    },
    search: async ({ siteId, needles, scan, before }: TextSearch): Promise<{ ids: string[]; next: string | null }> => {
      const start = before !== undefined && isBigintId(before) ? before : LARGEST_ID;
      const sql = `SELECT id FROM (SELECT id ${SITE_ROWS} LIMIT $4) AS looked JOIN payloads USING (id)
        WHERE EXISTS (SELECT 1 FROM unnest($3::text[]) AS needle WHERE strpos(data, needle) > 0)`;
      const [rows, ends] = await Promise.all([
        run<{ id: string }>("search", sql, [siteId, start, needles, scan]),
        run<{ id: string }>("search_end", `SELECT id ${SITE_ROWS} LIMIT 1 OFFSET $3`, [siteId, start, scan - 1]),
      ]);
      return { ids: rows.map(({ id }) => String(id)), next: ends[0] ? String(ends[0].id) : null };
    },
    receivedAtOf: (id: string): number =>
      isBigintId(id) ? Number(BigInt(id) / BigInt(POSTGRES_IDS_PER_MS)) : Number.NaN,
  };
}

/** What the dashboard and visitors change. */
export function createLogWrites(run: RunQuery) {
  const ours = (ids: readonly string[]) => ids.filter(isBigintId);
  return {
    requeue: async (ids: readonly string[], now: number): Promise<string[]> =>
      (await run<{ id: string }>("requeue", REQUEUE, [ours(ids), now, noteOfRequeue(now)])).map(({ id }) => id),
    withdraw: async (rows: readonly WithdrawnRow[], { now, reason, error }: Withdrawal): Promise<string[]> => {
      const known = rows.filter(({ id }) => isBigintId(id));
      const values = [known.map(({ id }) => id), known.map(({ data }) => data), reason, error, now];
      return (await run<{ id: string }>("withdraw", WITHDRAW, values)).map(({ id }) => String(id));
    },
    remove: async (ids: readonly string[]): Promise<number> => (await run("remove", REMOVE, [ours(ids)])).length,
    swapSetting: async (key: string, expected: string | null, value: string): Promise<boolean> => {
      const rows =
        expected === null
          ? await run("insert_setting", "INSERT INTO settings VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING key", [
              key,
              value,
            ])
          : await run("swap_setting", "UPDATE settings SET value = $3 WHERE key = $1 AND value = $2 RETURNING key", [
              key,
              expected,
              value,
            ]);
      return rows.length > 0;
    },
  };
}
