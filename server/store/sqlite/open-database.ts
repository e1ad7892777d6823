import { DatabaseSync } from "node:sqlite";

/** A connection for the thread that writes; what it has committed is on the disk. */
export function openForWriting(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  // Pages of 8 KiB (of a new database): half as many to write and to look after as of the usual 4.
  // A checkpoint every 160 MB of log: it holds up the writer, so it should be worth its while.
  db.exec(`
    PRAGMA busy_timeout = 5000;
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 20000;
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
