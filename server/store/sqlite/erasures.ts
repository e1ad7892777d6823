import type { DatabaseSync } from "node:sqlite";
import { digestRow, type RowKey } from "../digest-row.ts";

/** Which rows were erased, so that a browser's repeat of one is not stored anew. */
export interface Erasures {
  has(row: RowKey): boolean;
  add(row: RowKey, until: number): void;
  /** Forgets those that no browser repeats any more. */
  prune(now: number): void;
}

/** Asks the database only once something was erased: most stores never hold an entry. */
export function createErasures(db: DatabaseSync): Erasures {
  const find = db.prepare("SELECT 1 FROM erased WHERE digest = ?");
  const put = db.prepare("INSERT INTO erased VALUES (?, ?) ON CONFLICT DO UPDATE SET until = excluded.until");
  const forget = db.prepare("DELETE FROM erased WHERE until < ?");
  let isEmpty = db.prepare("SELECT 1 FROM erased LIMIT 1").get() === undefined;
  return {
    has: (row) => !isEmpty && find.get(digestRow(row)) !== undefined,
    add: (row, until) => {
      put.run(digestRow(row), until);
      isEmpty = false;
    },
    prune: (now) => void forget.run(now),
  };
}
