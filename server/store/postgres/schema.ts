import type { ClientBase } from "pg";
import { POSTGRES_IDS_PER_MS } from "../row-id.ts";
import { SLOT_MS } from "../slot.ts";

/**
 * Each entry brings the schema from its index to the next version; released ones are never edited.
 * Names and ids compare by their bytes, whatever the database's language is.
 */
const MIGRATIONS = [
  `
  CREATE TABLE events (
    id BIGINT PRIMARY KEY,
    site_id TEXT COLLATE "C" NOT NULL,
    pixel_id TEXT COLLATE "C" NOT NULL,
    event_name TEXT COLLATE "C" NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    reason TEXT,
    error TEXT,
    received_at BIGINT NOT NULL,
    event_time BIGINT NOT NULL,
    processed_at BIGINT,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    claim TEXT
  ) WITH (fillfactor = 80);
  CREATE UNIQUE INDEX events_once ON events (site_id, event_id, event_name, pixel_id);
  CREATE INDEX events_due ON events (site_id, pixel_id, due_at, id) WHERE status = 'pending';
  CREATE TABLE payloads (id BIGINT PRIMARY KEY, data TEXT NOT NULL);
  CREATE TABLE outcomes (
    id BIGINT PRIMARY KEY,
    request TEXT,
    graph_url TEXT,
    answer TEXT,
    history TEXT
  );
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE SEQUENCE event_ids CACHE 64;
  `,
  `
  CREATE INDEX events_by_site ON events (site_id, id);
  CREATE INDEX events_by_name ON events (event_name, id);
  CREATE INDEX events_troubled ON events (status, id) WHERE status IN ('failed', 'blocked', 'lost');
  `,
  // Tallies say in which stretches of ids the rows of a kind lie: one write for a group of rows instead of one in each
  // of three indexes for every row. Each connection adds to a share of its own, so that none waits for another.
  `
  DROP INDEX events_by_site;
  DROP INDEX events_by_name;
  DROP INDEX events_troubled;
  ALTER TABLE events ADD COLUMN stands_for INTEGER NOT NULL DEFAULT 1;
  UPDATE events SET stands_for = greatest(1, coalesce((data::jsonb ->> 'count')::int, 1))
    FROM payloads WHERE payloads.id = events.id AND status = 'lost';
  CREATE TABLE tallies (
    slot BIGINT NOT NULL,
    site_id TEXT COLLATE "C" NOT NULL,
    pixel_id TEXT COLLATE "C" NOT NULL,
    event_name TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    share SMALLINT NOT NULL,
    row_count BIGINT NOT NULL,
    event_count BIGINT NOT NULL,
    first_id BIGINT NOT NULL,
    last_id BIGINT NOT NULL,
    PRIMARY KEY (slot, site_id, pixel_id, event_name, status, share)
  ) WITH (fillfactor = 50);
  INSERT INTO tallies
    SELECT id / ${POSTGRES_IDS_PER_MS * SLOT_MS} * ${SLOT_MS}, site_id, pixel_id, event_name, status, 0,
      count(*), sum(stands_for), min(id), max(id)
    FROM events GROUP BY 1, 2, 3, 4, 5;
  CREATE TABLE erased (digest BYTEA PRIMARY KEY, until BIGINT NOT NULL);
  `,
  // When the visitor took the event back. A pending row that has it is one that a relay was just working on.
  "ALTER TABLE events ADD COLUMN withdrawn_at BIGINT",
];

/** Two processes that start at once take turns; any number will do that no other program uses. */
const MIGRATION_LOCK = 7_350_114;

/** Brings a database to the newest schema. Throws when a newer version of PixelFlow has written it. */
export async function migrate(client: ClientBase): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await client.query("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
    const { rows } = await client.query<{ version: number }>("SELECT version FROM schema_version");
    const version = rows[0]?.version ?? 0;
    if (version > MIGRATIONS.length)
      throw new Error(
        `The store was written by a newer PixelFlow (schema ${version}, this one knows ${MIGRATIONS.length}).`,
      );
    for (const migration of MIGRATIONS.slice(version)) await client.query(migration);
    if (rows.length === 0) await client.query("INSERT INTO schema_version VALUES ($1)", [MIGRATIONS.length]);
    else await client.query("UPDATE schema_version SET version = $1", [MIGRATIONS.length]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
