import type { ClientBase } from "pg";

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
