import { DatabaseSync } from "node:sqlite";

/** A connection for the thread that writes: every commit is on the disk before it returns. */
export function openForWriting(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  // A checkpoint every 160 MB of log: it holds up the writer, so it should be worth its while.
  db.exec(`
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 40000;
    PRAGMA cache_size = -65536;
  `);
  return db;
}

/** A connection for reading beside the writer. */
export function openForReading(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec("PRAGMA busy_timeout = 5000; PRAGMA cache_size = -32768");
  return db;
}
