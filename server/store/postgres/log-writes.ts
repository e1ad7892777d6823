import { noteOfRequeue } from "../note-of-requeue.ts";
import { isBigintId } from "../row-id.ts";
import type { Withdrawal, WithdrawnRow } from "../store.ts";
import { DIGEST } from "./erasures.ts";
import type { RunQuery } from "./run-query.ts";
import { gone, moved, tally } from "./tallies.ts";

const REQUEUE = `
  WITH requeued AS (
    UPDATE events SET status = 'pending', reason = NULL, error = NULL, processed_at = NULL, due_at = $2, claim = NULL
    WHERE id = ANY ($1::bigint[]) AND status = 'failed' RETURNING *
  ), tallied AS (${tally(moved("requeued", "'failed'"))}
  ), noted AS (
    INSERT INTO outcomes (id, history) SELECT id, $3 FROM requeued
    ON CONFLICT (id) DO UPDATE SET history = coalesce(outcomes.history || ',' || excluded.history, excluded.history)
  )
  SELECT id FROM requeued`;

const WITHDRAW = `
  WITH input AS (SELECT * FROM unnest($1::bigint[], $2::text[]) AS input (id, data)
  ), unsent AS MATERIALIZED (
    SELECT id, status AS was, status = 'pending' AND claim IS NOT NULL AND due_at > $5::bigint AS held FROM events
    WHERE id IN (SELECT id FROM input) AND status IN ('pending', 'failed') ORDER BY id FOR UPDATE
  ), withdrawn AS (
    UPDATE events SET status = CASE WHEN held THEN 'pending' ELSE 'blocked' END, reason = $3, error = $4,
      processed_at = CASE WHEN held THEN NULL ELSE $5::bigint END, withdrawn_at = $5::bigint,
      claim = CASE WHEN held THEN claim END
    FROM unsent WHERE events.id = unsent.id RETURNING events.*, was
  ), tallied AS (${tally(moved("withdrawn", "was"))}
  ), kept AS (
    UPDATE payloads SET data = input.data FROM input JOIN withdrawn USING (id) WHERE payloads.id = input.id
  ), forgotten AS (DELETE FROM outcomes USING withdrawn WHERE outcomes.id = withdrawn.id)
  SELECT id FROM withdrawn`;

// A settlement that WITHDRAW had to wait for has left an outcome that WITHDRAW could not see yet.
const FORGET = `
  DELETE FROM outcomes USING events
  WHERE outcomes.id = events.id AND events.id = ANY ($1::bigint[]) AND status <> 'sent'`;

const REMOVE = `
  WITH payload AS (DELETE FROM payloads WHERE id = ANY ($1::bigint[])
  ), outcome AS (DELETE FROM outcomes WHERE id = ANY ($1::bigint[])
  ), removed AS (DELETE FROM events WHERE id = ANY ($1::bigint[]) RETURNING *
  ), remembered AS (
    INSERT INTO erased SELECT DISTINCT ${DIGEST}, $2::bigint FROM removed
    ON CONFLICT (digest) DO UPDATE SET until = excluded.until
  ), tallied AS (${tally(gone("removed"))}
  )
  SELECT id FROM removed`;

/** What the dashboard and visitors change. */
export function createLogWrites(run: RunQuery) {
  const ours = (ids: readonly string[]) => ids.filter(isBigintId);
  return {
    requeue: async (ids: readonly string[], now: number): Promise<string[]> =>
      (await run<{ id: string }>("requeue", REQUEUE, [ours(ids), now, noteOfRequeue(now)])).map(({ id }) => id),
    withdraw: async (rows: readonly WithdrawnRow[], { now, reason, error }: Withdrawal): Promise<string[]> => {
      const known = rows.filter(({ id }) => isBigintId(id));
      const values = [known.map(({ id }) => id), known.map(({ data }) => data), reason, error, now];
      const withdrawn = (await run<{ id: string }>("withdraw", WITHDRAW, values)).map(({ id }) => String(id));
      await run("forget", FORGET, [withdrawn]);
      return withdrawn;
    },
    remove: async (ids: readonly string[], repeatsUntil: number): Promise<number> =>
      (await run("remove", REMOVE, [ours(ids), repeatsUntil])).length,
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
