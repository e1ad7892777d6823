import type { EventRow } from "../store.ts";

/** A row of the log, as SQL. */
export const ROW = `events.id AS id, site_id AS siteId, event_name AS eventName, event_id AS eventId, url, pixel_id AS pixelId,
  status, reason, error, received_at AS receivedAt,
  CASE WHEN status = 'pending' THEN NULL ELSE processed_at END AS processedAt, event_time AS eventTime, attempts,
  stands_for AS standsFor`;

/** A row of the log, as the database gives it. */
export type SqlRow = Omit<EventRow, "id"> & { id: number };
/** With its id as a text. */
export const toRow = (row: SqlRow): EventRow => ({ ...row, id: String(row.id) });
