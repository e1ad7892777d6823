import type { DatabaseSync } from "node:sqlite";
import { SQLITE_IDS_PER_MS } from "../row-id.ts";
import { SLOT_MS } from "../slot.ts";

/**
 * Each entry brings the schema from its index to the next version; released ones are never edited.
 * The narrow columns that the log lists and filters stand apart from the wide ones that only a detail needs.
 * Rows are written to the end and never grow later: `processed_at` has a time from the start (it counts once a row
 * is no longer pending), and outcomes have a table of their own. A row that grows splits its page.
 */
const MIGRATIONS = [
  `
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    site_id TEXT NOT NULL,
    pixel_id TEXT NOT NULL,
    event_name TEXT NOT NULL,
    event_id TEXT NOT NULL,
    url TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    error TEXT,
    received_at INTEGER NOT NULL,
    event_time INTEGER NOT NULL,
    processed_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_once ON events (site_id, event_id, event_name, pixel_id);
  CREATE INDEX events_due ON events (site_id, pixel_id, due_at, id) WHERE status = 'pending';
  CREATE TABLE payloads (id INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;
  CREATE TABLE outcomes (
    id INTEGER PRIMARY KEY,
    request TEXT,
    graph_url TEXT,
    answer TEXT,
    history TEXT
  ) STRICT;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE INDEX events_by_site ON events (site_id, id);
  CREATE INDEX events_by_name ON events (event_name, id);
  CREATE INDEX events_troubled ON events (status, id) WHERE status IN ('failed', 'blocked', 'lost');
  `,
  // Tallies say in which stretches of ids the rows of a kind lie: one write for a group of rows instead of one in each
  // of three indexes for every row.
  `
  DROP INDEX events_by_site;
  DROP INDEX events_by_name;
  DROP INDEX events_troubled;
  ALTER TABLE events ADD COLUMN stands_for INTEGER NOT NULL DEFAULT 1;
  UPDATE events SET stands_for = max(1, coalesce((SELECT data ->> '$.count' FROM payloads WHERE payloads.id = events.id), 1))
    WHERE status = 'lost';
  CREATE TABLE tallies (
    slot INTEGER NOT NULL,
    site_id TEXT NOT NULL,
    pixel_id TEXT NOT NULL,
    event_name TEXT NOT NULL,
    status TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    event_count INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (slot, site_id, pixel_id, event_name, status)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO tallies
    SELECT id / ${SQLITE_IDS_PER_MS * SLOT_MS} * ${SLOT_MS} AS slot, site_id, pixel_id, event_name, status,
      count(*), sum(stands_for), min(id), max(id)
    FROM events GROUP BY 1, 2, 3, 4, 5;
  CREATE TABLE erased (digest TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // When the visitor took the event back. A pending row that has it is one that a relay was just working on.
  "ALTER TABLE events ADD COLUMN withdrawn_at INTEGER",
  // Every row up to `through` has its key in the table.
  `
  DROP INDEX events_once;
  CREATE TABLE event_keys (
    event INTEGER NOT NULL,
    row INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (event, row, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE event_keys_through (through INTEGER NOT NULL) STRICT;
  INSERT INTO event_keys_through VALUES (0);
  `,
];

function readVersion(db: DatabaseSync): number {
  return (db.prepare("PRAGMA user_version").get() as { user_version: number }).user_version;
}

/** Whether a database would be changed by `migrate`. */
export const isOutdated = (db: DatabaseSync): boolean => readVersion(db) < MIGRATIONS.length;

/** Brings a database to the newest schema. Throws when a newer version of PixelFlow has written it. */
export function migrate(db: DatabaseSync): void {
  // An index that goes leaves its pages, and in them what is erased from the rows later.
  db.exec("PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
  const version = readVersion(db);
  if (version > MIGRATIONS.length) {
    db.exec("ROLLBACK");
    throw new Error(
      `The store was written by a newer PixelFlow (schema ${version}, this one knows ${MIGRATIONS.length}).`,
    );
  }
  for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  db.exec("COMMIT; PRAGMA secure_delete = FAST");
}
