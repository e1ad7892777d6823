import type { DatabaseSync } from "node:sqlite";
import { SQLITE_IDS_PER_MS } from "../row-id.ts";
import { SLOT_MS } from "../slot.ts";
import type { Status } from "../store.ts";

/** What rows are told apart by. */
export interface Kind {
  siteId: string;
  pixelId: string;
  eventName: string;
  status: Status;
}

/** What a row's change is tallied by, as the database tells it. */
export interface SqlKind extends Kind {
  standsFor: number;
}

/** The same, as SQL. */
export const KIND = "site_id AS siteId, pixel_id AS pixelId, event_name AS eventName, status, stands_for AS standsFor";

interface Amount {
  rows: number;
  events: number;
}

/**
 * How many rows of each kind arrived in each quarter of an hour, and between which ids they lie. Changes are gathered
 * while a group runs and written once for all of them, in the transaction that changes the rows.
 */
export interface Tallies {
  add(id: number, kind: Kind, amount: Amount): void;
  /** A row has another status. */
  move(id: number, row: Omit<SqlKind, "status">, from: Status, to: Status): void;
  /** A point that `undo` can go back to. */
  mark(): number;
  undo(mark: number): void;
  /** Writes what was gathered. */
  write(): void;
  /** Deletes tallies of the time before the oldest row. */
  prune(): void;
}

/** Nothing gathered yet. */
export function createTallies(db: DatabaseSync): Tallies {
  const put = db.prepare(
    `INSERT INTO tallies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       row_count = row_count + excluded.row_count, event_count = event_count + excluded.event_count,
       first_id = min(first_id, excluded.first_id), last_id = max(last_id, excluded.last_id)`,
  );
  const deleteOld = db.prepare(
    `DELETE FROM tallies WHERE slot < (SELECT coalesce(min(id), 0) FROM events) / ${SQLITE_IDS_PER_MS} - ${SLOT_MS}`,
  );
  let gathered: { id: number; kind: Kind; amount: Amount }[] = [];
  const add = (id: number, kind: Kind, amount: Amount) => gathered.push({ id, kind, amount });

  return {
    add,
    move: (id, row, from, to) => {
      if (from === to) return;
      add(id, { ...row, status: from }, { rows: -1, events: -row.standsFor });
      add(id, { ...row, status: to }, { rows: 1, events: row.standsFor });
    },
    mark: () => gathered.length,
    undo: (mark) => {
      gathered.length = mark;
    },
    write: () => {
      for (const { slot, kind, rows, events, first, last } of sumUp(gathered))
        put.run(slot, kind.siteId, kind.pixelId, kind.eventName, kind.status, rows, events, first, last);
      gathered = [];
    },
    prune: () => void deleteOld.run(),
  };
}

function sumUp(changes: readonly { id: number; kind: Kind; amount: Amount }[]) {
  const sums = new Map<string, { slot: number; kind: Kind; first: number; last: number } & Amount>();
  for (const { id, kind, amount } of changes) {
    const slot = Math.floor(id / (SQLITE_IDS_PER_MS * SLOT_MS)) * SLOT_MS;
    // The one part that may hold anything stands last, so that no two kinds share a key.
    const key = `${slot}\n${kind.status}\n${kind.siteId}\n${kind.pixelId}\n${kind.eventName}`;
    const sum = sums.get(key);
    if (!sum) sums.set(key, { slot, kind, ...amount, first: id, last: id });
    else {
      sum.rows += amount.rows;
      sum.events += amount.events;
      sum.first = Math.min(sum.first, id);
      sum.last = Math.max(sum.last, id);
    }
  }
  return sums.values();
}
