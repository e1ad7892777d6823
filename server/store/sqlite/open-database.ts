import { DatabaseSync } from "node:sqlite";

/**
 * A connection for the thread that writes. A commit is on the disk once the write-ahead log has been synced after it
 * (`logOf`): with `synchronous = FULL` the commit itself would do the same, but the thread would stand still meanwhile.
 * Checkpoints sync by themselves.
 */
export function openForWriting(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  // Pages of 8 KiB (of a new database): half as many to write and to look after as of the usual 4.
  // A checkpoint every 160 MB of log: it holds up the writer, so it should be worth its while.
  db.exec(`
    PRAGMA busy_timeout = 5000;
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
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

/** Where the write-ahead log is, from the first write to the last connection's end. */
export const logOf = (path: string): string => `${path}-wal`;
