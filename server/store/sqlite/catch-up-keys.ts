import type { DatabaseSync } from "node:sqlite";
import type { RowKey } from "../digest-row.ts";
import { inTableOrder, toEventKey } from "./event-key.ts";

/**
 * Reads in what the table lacks: the rows since the last run, or all rows of a store that had an index instead. It
 * goes piece by piece, so that a store of any size fits into memory, and a start that is cut off is not lost.
 */
export function catchUpKeys(db: DatabaseSync, rowsPerPiece: number): void {
  const rowsAfter = db.prepare(
    `SELECT id, site_id AS siteId, event_id AS eventId, event_name AS eventName, pixel_id AS pixelId FROM events
     WHERE id > (SELECT through FROM event_keys_through) ORDER BY id LIMIT ?`,
  );
  const insert = db.prepare("INSERT INTO event_keys VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  const setThrough = db.prepare("UPDATE event_keys_through SET through = ?");
  const { newest } = db.prepare("SELECT coalesce(max(id), 0) AS newest FROM events").get() as { newest: number };
  let through: number;
  do {
    db.exec("BEGIN IMMEDIATE");
    try {
      const rows = rowsAfter.all(rowsPerPiece) as unknown as (RowKey & { id: number })[];
      const keys = rows.map((row) => toEventKey(row, row.id)).sort(inTableOrder);
      for (const { event, row, id } of keys) insert.run(event, row, id);
      // Where the newest rows are gone, `through` goes back: their ids may be given once more.
      through = rows.at(-1)?.id ?? newest;
      setThrough.run(through);
      db.exec("COMMIT");
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    }
  } while (through < newest);
}
