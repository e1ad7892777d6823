import type { DatabaseSync } from "node:sqlite";
import { firstIdAt } from "../row-id.ts";
import type { NewRow, Status } from "../store.ts";

/** A new row without its data, which travels beside it: in the order of the statement's parameters, as a bare list. */
export type SlimRow = readonly [
  siteId: string,
  pixelId: string,
  eventName: string,
  eventId: string,
  url: string,
  status: Status,
  reason: string | null,
  error: string | null,
  receivedAt: number,
  eventTime: number,
];

const RECEIVED_AT = 8;

/** Leaves out the data. */
export function toSlimRow(row: NewRow): SlimRow {
  const { siteId, pixelId, eventName, eventId, url, status, reason, error, receivedAt, eventTime } = row;
  return [siteId, pixelId, eventName, eventId, url, status, reason, error, receivedAt, eventTime];
}

/** Returns the function that inserts rows and says the id of each, null for a repeat. */
export function createAppendRows(
  db: DatabaseSync,
): (rows: readonly SlimRow[], data: readonly (string | null)[]) => (string | null)[] {
  const insertEvent = db.prepare(
    `INSERT INTO events (site_id, pixel_id, event_name, event_id, url, status, reason, error,
       received_at, event_time, id, processed_at, due_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?9, ?9) ON CONFLICT DO NOTHING`,
  );
  const insertPayload = db.prepare("INSERT INTO payloads (id, data) VALUES (?, ?)");
  const { id } = db.prepare("SELECT max(id) AS id FROM events").get() as { id: number | null };
  let lastId = id ?? 0;

  return (rows, data) =>
    rows.map((row, index) => {
      const next = Math.max(lastId + 1, firstIdAt(row[RECEIVED_AT]));
      const { changes } = insertEvent.run(...row, next);
      if (changes === 0) return null;
      lastId = next;
      insertPayload.run(next, data[index] ?? "");
      return String(next);
    });
}
