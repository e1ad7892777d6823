import type { DatabaseSync } from "node:sqlite";
import { firstIdAt } from "../row-id.ts";
import type { NewRow, Status } from "../store.ts";
import type { Erasures } from "./erasures.ts";
import type { EventKeys } from "./event-keys.ts";
import type { Tallies } from "./tallies.ts";

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
  standsFor: number,
];

/** Leaves out the data. */
export function toSlimRow(row: NewRow): SlimRow {
  const { siteId, pixelId, eventName, eventId, url, status, reason, error, receivedAt, eventTime, standsFor = 1 } = row;
  return [siteId, pixelId, eventName, eventId, url, status, reason, error, receivedAt, eventTime, standsFor];
}

interface AppendParts {
  keys: EventKeys;
  tallies: Tallies;
  erasures: Erasures;
}

/** Returns the function that inserts rows and says the id of each, null for a repeat. */
export function createAppendRows(
  db: DatabaseSync,
  { keys, tallies, erasures }: AppendParts,
): (rows: readonly SlimRow[], data: readonly (string | null)[]) => (string | null)[] {
  const insertEvent = db.prepare(
    `INSERT INTO events (site_id, pixel_id, event_name, event_id, url, status, reason, error,
       received_at, event_time, stands_for, id, processed_at, due_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?9, ?9)`,
  );
  const insertPayload = db.prepare("INSERT INTO payloads (id, data) VALUES (?, ?)");
  const { id } = db.prepare("SELECT max(id) AS id FROM events").get() as { id: number | null };
  let lastId = id ?? 0;

  return (rows, data) =>
    rows.map((row, index) => {
      const [siteId, pixelId, eventName, eventId, , status, , , receivedAt, , standsFor] = row;
      const key = { siteId, eventId, eventName, pixelId };
      if (erasures.has(key)) return null;
      const next = Math.max(lastId + 1, firstIdAt(receivedAt));
      if (!keys.add(key, next)) return null;
      // No id is given twice, not even that of a row that then could not be stored.
      lastId = next;
      insertEvent.run(...row, next);
      insertPayload.run(next, data[index] ?? "");
      tallies.add(next, { siteId, pixelId, eventName, status }, { rows: 1, events: standsFor });
      return String(next);
    });
}
