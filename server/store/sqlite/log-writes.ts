import type { DatabaseSync } from "node:sqlite";
import type { RowKey } from "../digest-row.ts";
import { parseRowId } from "../row-id.ts";
import type { Withdrawal } from "../store.ts";
import type { Erasures } from "./erasures.ts";
import type { EventKeys } from "./event-keys.ts";
import type { Leases } from "./leases.ts";
import { KIND, type SqlKind, type Tallies } from "./tallies.ts";

interface LogParts {
  keys: EventKeys;
  leases: Leases;
  tallies: Tallies;
  erasures: Erasures;
}

/** What the dashboard and visitors change. */
export function createLogWrites(db: DatabaseSync, { keys, leases, tallies, erasures }: LogParts) {
  const requeueRow = db.prepare(
    `UPDATE events SET status = 'pending', reason = NULL, error = NULL, due_at = ? WHERE id = ? AND status = 'failed'
     RETURNING ${KIND}`,
  );
  const noteRow = db.prepare(
    `INSERT INTO outcomes (id, history) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET history = coalesce(history || ',' || excluded.history, excluded.history)`,
  );
  const unsentRow = db.prepare(`SELECT ${KIND} FROM events WHERE id = ? AND status IN ('pending', 'failed')`);
  const withdrawRow = db.prepare(
    "UPDATE events SET status = ?1, reason = ?2, error = ?3, processed_at = ?4, withdrawn_at = ?4 WHERE id = ?5",
  );
  const putData = db.prepare("UPDATE payloads SET data = ? WHERE id = ?");
  const deleteOutcome = db.prepare("DELETE FROM outcomes WHERE id = ?");
  const deleteEvent = db.prepare(`DELETE FROM events WHERE id = ? RETURNING event_id AS eventId, ${KIND}`);
  const deleteRest = ["payloads", "outcomes"].map((table) => db.prepare(`DELETE FROM ${table} WHERE id = ?`));
  const swapValue = db.prepare("UPDATE settings SET value = ? WHERE key = ? AND value = ?");
  const addValue = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING");

  return {
    requeue: ({ ids, now, note }: { ids: readonly string[]; now: number; note: string }): string[] =>
      ids.filter((text) => {
        const id = parseRowId(text);
        const requeued = id === null ? undefined : (requeueRow.get(now, id) as SqlKind | undefined);
        if (id === null || !requeued) return false;
        noteRow.run(id, note);
        tallies.move(id, requeued, "failed", "pending");
        return true;
      }),
    withdraw: (
      { ids, now, reason, error }: Withdrawal & { ids: readonly string[] },
      data: readonly (string | null)[],
    ): string[] =>
      ids.filter((text, index) => {
        const id = parseRowId(text);
        const row = id === null ? undefined : (unsentRow.get(id) as SqlKind | undefined);
        if (id === null || !row) return false;
        const status = row.status === "pending" && leases.isTaken(id, now) ? "pending" : "blocked";
        withdrawRow.run(status, reason, error, now, id);
        putData.run(data[index] ?? "{}", id);
        deleteOutcome.run(id);
        tallies.move(id, row, row.status, status);
        return true;
      }),
    remove: ({ ids, repeatsUntil }: { ids: readonly string[]; repeatsUntil: number }): number => {
      // What was erased must not be readable in the file's free pages.
      db.exec("PRAGMA secure_delete = ON");
      const removed = ids.filter((text) => {
        const id = parseRowId(text);
        const row = id === null ? undefined : (deleteEvent.get(id) as (SqlKind & RowKey) | undefined);
        if (id === null || !row) return false;
        for (const statement of deleteRest) statement.run(id);
        keys.remove(row, id);
        tallies.add(id, row, { rows: -1, events: -row.standsFor });
        erasures.add(row, repeatsUntil);
        return true;
      });
      db.exec("PRAGMA secure_delete = FAST");
      return removed.length;
    },
    swapSetting: ({ key, expected, value }: { key: string; expected: string | null; value: string }): boolean =>
      (expected === null ? addValue.run(key, value) : swapValue.run(value, key, expected)).changes > 0,
  };
}
