import { POSTGRES_IDS_PER_MS } from "../row-id.ts";
import { SLOT_MS } from "../slot.ts";

/**
 * Connections add to shares of their own, so that their transactions wait for each other only now and then. What a
 * kind amounts to is the sum of its shares, of which one alone may be negative.
 */
const SHARES = 4;

/** In SQL: the quarter of an hour that an id belongs to. */
export const slotOf = (id: string) => `${id} / ${POSTGRES_IDS_PER_MS * SLOT_MS} * ${SLOT_MS}`;

const KIND = "site_id, pixel_id, event_name";

/** Rows of this part of a statement are new. */
export const added = (part: string) => `SELECT id, ${KIND}, status, 1 AS rows, stands_for AS events FROM ${part}`;

/** They are gone. */
export const gone = (part: string) => `SELECT id, ${KIND}, status, -1 AS rows, -stands_for AS events FROM ${part}`;

/** They have another status than `from`, which is an expression. */
export const moved = (part: string, from: string) => `
  ${added(part)} WHERE status <> ${from}
  UNION ALL SELECT id, ${KIND}, ${from}::text, -1, -stands_for FROM ${part} WHERE status <> ${from}`;

/**
 * The part of a statement that adds changes of rows to the tallies: how many rows of each kind arrived in each quarter
 * of an hour, and between which ids they lie. Sums are written in the order of their keys, so that no two statements
 * wait for each other in a circle.
 */
export const tally = (changes: string) => `
  INSERT INTO tallies AS kept (slot, ${KIND}, status, share, row_count, event_count, first_id, last_id)
  SELECT ${slotOf("id")}, ${KIND}, status, pg_backend_pid() % ${SHARES}, sum(rows), sum(events), min(id), max(id)
  FROM (${changes}) AS change
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (slot, ${KIND}, status, share) DO UPDATE SET
    row_count = kept.row_count + excluded.row_count, event_count = kept.event_count + excluded.event_count,
    first_id = least(kept.first_id, excluded.first_id), last_id = greatest(kept.last_id, excluded.last_id)`;
