import type { DatabaseSync } from "node:sqlite";
import { firstIdAt } from "../row-id.ts";
import type { NewRow } from "../store.ts";

/** A new row whose data travels beside it. */
export type SlimRow = Omit<NewRow, "data">;

/** Returns the function that inserts rows and says the id of each, null for a repeat. */
export function createAppendRows(
  db: DatabaseSync,
): (rows: readonly SlimRow[], data: readonly (string | null)[]) => (string | null)[] {
  const insertEvent = db.prepare(
    `INSERT INTO events (id, site_id, pixel_id, event_name, event_id, url, status, reason, error,
       received_at, event_time, processed_at, due_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const insertPayload = db.prepare("INSERT INTO payloads (id, data) VALUES (?, ?)");
  const { id } = db.prepare("SELECT max(id) AS id FROM events").get() as { id: number | null };
  let lastId = id ?? 0;

  return (rows, data) =>
    rows.map((row, index) => {
      const next = Math.max(lastId + 1, firstIdAt(row.receivedAt));
      const { changes } = insertEvent.run(
        next,
        row.siteId,
        row.pixelId,
        row.eventName,
        row.eventId,
        row.url,
        row.status,
        row.reason,
        row.error,
        row.receivedAt,
        row.eventTime,
        row.receivedAt,
        row.receivedAt,
      );
      if (changes === 0) return null;
      lastId = next;
      insertPayload.run(next, data[index] ?? "");
      return String(next);
    });
}
