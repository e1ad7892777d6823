import { createGroupCommit } from "../group-commit.ts";
import { POSTGRES_IDS_PER_MS } from "../row-id.ts";
import { SLOT_MS } from "../slot.ts";
import type { Claim, ClaimedRow, NewRow, Prune, Settlement } from "../store.ts";
import { IS_NOT_ERASED } from "./erasures.ts";
import { createLogWrites } from "./log-writes.ts";
import type { RunQuery } from "./run-query.ts";
import { added, gone, moved, tally } from "./tallies.ts";

/** Rows of one INSERT; what several requests bring at the same time travels together. */
const MAX_ROWS_PER_STATEMENT = 1000;

// Rows are inserted in the order of their unique key, so that two processes that get the same repeats at the same
// time wait for each other instead of deadlocking. Only a repeat is skipped; an id drawn twice is an error.
const APPEND = `
  WITH input AS MATERIALIZED (
    SELECT *, received_at * ${POSTGRES_IDS_PER_MS} + nextval('event_ids') % ${POSTGRES_IDS_PER_MS} AS id
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::bigint[], $10::bigint[], $11::text[], $12::int[]) WITH ORDINALITY AS input
      (site_id, pixel_id, event_name, event_id, url, status, reason, error, received_at, event_time, data, stands_for,
       n)
    WHERE ${IS_NOT_ERASED}
  ), inserted AS (
    INSERT INTO events (id, site_id, pixel_id, event_name, event_id, url, status, reason, error, received_at,
      event_time, processed_at, due_at, stands_for)
    SELECT id, site_id, pixel_id, event_name, event_id, url, status, reason, error, received_at, event_time,
      CASE WHEN status = 'pending' THEN NULL ELSE received_at END, received_at, stands_for
    FROM input ORDER BY site_id, event_id, event_name, pixel_id, n
    ON CONFLICT (site_id, event_id, event_name, pixel_id) DO NOTHING
    RETURNING *
  ), payload AS (
    INSERT INTO payloads (id, data) SELECT id, data FROM input JOIN inserted USING (id)
  ), tallied AS (${tally(added("inserted"))}
  )
  SELECT n::int AS n, id FROM input JOIN inserted USING (id)`;

const CLAIM = `
  WITH taken AS MATERIALIZED (
    SELECT id FROM events WHERE status = 'pending' AND site_id = $1 AND pixel_id = $2 AND due_at <= $3
    ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED
  )
  UPDATE events SET due_at = $5, claim = $6 FROM taken JOIN payloads USING (id) WHERE events.id = taken.id
  RETURNING events.id, event_id AS "eventId", event_name AS "eventName", attempts, received_at AS "receivedAt",
    event_time AS "eventTime", data, CASE WHEN withdrawn_at IS NOT NULL THEN reason END AS withdrawn`;

const RENEW = `
  UPDATE events SET due_at = $1
  WHERE claim = $2 AND status = 'pending' AND withdrawn_at IS NULL AND id = ANY ($3::bigint[]) RETURNING id`;

/** In SQL: whether an outcome counts as it is. A row that was withdrawn meanwhile is blocked unless it was sent. */
const STANDS = "(withdrawn_at IS NULL OR input.status = 'sent')";

const SETTLE = `
  WITH input AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::bigint[],
      $8::text[], $9::text[], $10::text[], $11::text[]) AS input
      (id, token, status, reason, error, attempts, at, request, graph_url, answer, history)
  ), settled AS (
    UPDATE events SET
      status = CASE WHEN ${STANDS} THEN input.status ELSE 'blocked' END,
      reason = CASE WHEN ${STANDS} THEN input.reason ELSE events.reason END,
      error = CASE WHEN ${STANDS} THEN input.error ELSE events.error END,
      attempts = CASE WHEN ${STANDS} THEN input.attempts ELSE events.attempts END,
      processed_at = CASE WHEN NOT ${STANDS} THEN withdrawn_at WHEN input.status = 'pending' THEN NULL ELSE at END,
      due_at = at, claim = NULL
    FROM input
    WHERE events.id = input.id AND events.status = 'pending' AND (claim = token OR input.status <> 'pending')
    RETURNING events.*
  ), tallied AS (${tally(moved("settled", "'pending'"))}
  ), outcome AS (
    INSERT INTO outcomes (id, request, graph_url, answer, history)
    SELECT id, CASE WHEN withdrawn_at IS NULL THEN request END, graph_url, answer, history
    FROM input JOIN (SELECT id, withdrawn_at FROM settled) AS settled USING (id) WHERE ${STANDS}
    ON CONFLICT (id) DO UPDATE SET request = coalesce(excluded.request, outcomes.request),
      graph_url = coalesce(excluded.graph_url, outcomes.graph_url),
      answer = coalesce(excluded.answer, outcomes.answer),
      history = coalesce(outcomes.history || ',' || excluded.history, excluded.history, outcomes.history)
  )
  SELECT id FROM settled`;

const PRUNE = (condition: string) => `
  WITH old AS MATERIALIZED (
    SELECT id FROM events WHERE id < $1::bigint * ${POSTGRES_IDS_PER_MS} AND status <> 'pending' AND ${condition}
    ORDER BY id LIMIT $3
  ), payload AS (DELETE FROM payloads USING old WHERE payloads.id = old.id
  ), outcome AS (DELETE FROM outcomes USING old WHERE outcomes.id = old.id
  ), pruned AS (DELETE FROM events USING old WHERE events.id = old.id RETURNING events.*
  ), tallied AS (${tally(gone("pruned"))}
  )
  SELECT id FROM pruned`;

// Tallies of the time before the oldest row, and digests whose time is over.
const PRUNE_REST = `
  WITH forgotten AS (DELETE FROM erased WHERE until < $1)
  DELETE FROM tallies WHERE slot < (SELECT coalesce(min(id), 0) FROM events) / ${POSTGRES_IDS_PER_MS} - ${SLOT_MS}`;

/** The calls that change something. */
export function createWrites(run: RunQuery) {
  async function appendAll(rows: NewRow[]): Promise<(string | null)[]> {
    const column = <K extends keyof NewRow>(key: K) => rows.map((row) => row[key]);
    const inserted = await run<{ n: number; id: string }>("append", APPEND, [
      column("siteId"),
      column("pixelId"),
      column("eventName"),
      column("eventId"),
      column("url"),
      column("status"),
      column("reason"),
      column("error"),
      column("receivedAt"),
      column("eventTime"),
      column("data"),
      rows.map(({ standsFor = 1 }) => standsFor),
    ]);
    const ids: (string | null)[] = rows.map(() => null);
    for (const { n, id } of inserted) ids[n - 1] = id;
    return ids;
  }
  // Two statements at a time: one is on its way while the other is being written.
  const appends = createGroupCommit<NewRow, string | null>({
    commit: appendAll,
    sizeOf: ({ data }) => data.length,
    maxInFlight: 2,
    maxCalls: MAX_ROWS_PER_STATEMENT,
  });

  return {
    ...createLogWrites(run),
    append: (rows: readonly NewRow[]) => Promise.all(rows.map((row) => appends.add(row))),
    claim: async ({ siteId, pixelId, token, now, until, limit }: Claim): Promise<ClaimedRow[]> => {
      const rows = await run<ClaimedRow>("claim", CLAIM, [siteId, pixelId, now, limit, until, token]);
      return rows.sort((a, b) => a.receivedAt - b.receivedAt || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    },
    renew: async (token: string, ids: readonly string[], until: number): Promise<string[]> => {
      const renewed = new Set((await run<{ id: string }>("renew", RENEW, [until, token, ids])).map(({ id }) => id));
      return ids.filter((id) => renewed.has(id));
    },
    settle: async (settlements: readonly Settlement[]): Promise<string[]> => {
      const column = <K extends keyof Settlement>(key: K) => settlements.map((settlement) => settlement[key]);
      const settled = await run<{ id: string }>("settle", SETTLE, [
        column("id"),
        column("token"),
        column("status"),
        column("reason"),
        column("error"),
        column("attempts"),
        column("at"),
        column("request"),
        column("graphUrl"),
        column("answer"),
        column("history"),
      ]);
      return settled.map(({ id }) => id);
    },
    prune: async ({ before, sites, limit, now }: Prune): Promise<number> => {
      const pruned =
        "only" in sites
          ? await run("prune_only", PRUNE("site_id = $2"), [Math.floor(before), sites.only, limit])
          : await run("prune_except", PRUNE("NOT site_id = ANY ($2::text[])"), [
              Math.floor(before),
              sites.except,
              limit,
            ]);
      if (pruned.length < limit) await run("prune_rest", PRUNE_REST, [now]);
      return pruned.length;
    },
    writeSetting: async (key: string, value: string): Promise<void> => {
      const sql = "INSERT INTO settings VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
      await run("write_setting", sql, [key, value]);
    },
    addSetting: async (key: string, value: string): Promise<string> => {
      await run("add_setting", "INSERT INTO settings VALUES ($1, $2) ON CONFLICT DO NOTHING", [key, value]);
      const [setting] = await run<{ value: string }>("read_setting", "SELECT value FROM settings WHERE key = $1", [
        key,
      ]);
      return setting?.value ?? value;
    },
  };
}
