import type { DatabaseSync } from "node:sqlite";
import { firstIdAt, parseRowId } from "../row-id.ts";
import type { Count, CountPiece, CountRange, TextSearch, Withdrawal } from "../store.ts";
import type { Leases } from "./leases.ts";

/** What the dashboard asks beside pages of the log; nothing here changes anything. */
export function createLogReads(db: DatabaseSync) {
  const lastOfSite = db.prepare(
    `SELECT received_at AS at FROM events INDEXED BY events_by_site WHERE site_id = ? ORDER BY id DESC LIMIT 1`,
  );
  const lastOfAll = db.prepare("SELECT received_at AS at FROM events ORDER BY id DESC LIMIT 1");
  const stretch = "FROM events WHERE id >= ? AND id < ? ORDER BY id LIMIT";
  const counts = db.prepare(
    `SELECT received_at - received_at % ? AS slot, site_id AS siteId, event_name AS eventName, status,
       count(*) AS count
     FROM (SELECT received_at, site_id, event_name, status ${stretch} ?) GROUP BY 1, 2, 3, 4`,
  );
  const countEnd = db.prepare(`SELECT id ${stretch} 1 OFFSET ?`);
  const siteRows = "FROM events INDEXED BY events_by_site WHERE site_id = ? AND id < ? ORDER BY id DESC LIMIT";
  const found = db.prepare(
    `SELECT id FROM (SELECT id ${siteRows} ?) JOIN payloads USING (id)
     WHERE EXISTS (SELECT 1 FROM json_each(?) AS needle WHERE instr(data, needle.value) > 0)`,
  );
  const searchEnd = db.prepare(`SELECT id ${siteRows} 1 OFFSET ?`);

  return {
    lastReceivedAt: (siteId: string | null): number | null => {
      const row = siteId === null ? lastOfAll.get() : lastOfSite.get(siteId);
      return (row as { at: number } | undefined)?.at ?? null;
    },
    count: ({ from, to, slotMs, limit, after }: CountRange): CountPiece => {
      const start = (after === undefined ? null : parseRowId(after)) ?? firstIdAt(from);
      const end = firstIdAt(to);
      const next = countEnd.get(start, end, limit) as { id: number } | undefined;
      return {
        counts: counts.all(slotMs, start, end, limit) as unknown as Count[],
        next: next ? String(next.id) : null,
      };
    },
    search: ({ siteId, needles, scan, before }: TextSearch): { ids: string[]; next: string | null } => {
      const start = (before === undefined ? null : parseRowId(before)) ?? Number.MAX_SAFE_INTEGER;
      const rows = found.all(siteId, start, scan, JSON.stringify(needles)) as { id: number }[];
      const end = searchEnd.get(siteId, start, scan - 1) as { id: number } | undefined;
      return { ids: rows.map(({ id }) => String(id)), next: end ? String(end.id) : null };
    },
  };
}

/** What the dashboard and visitors change. */
export function createLogWrites(db: DatabaseSync, leases: Leases) {
  const requeueRow = db.prepare(
    `UPDATE events SET status = 'pending', reason = NULL, error = NULL, due_at = ? WHERE id = ? AND status = 'failed'`,
  );
  const noteRow = db.prepare(
    `INSERT INTO outcomes (id, history) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET history = coalesce(history || ',' || excluded.history, excluded.history)`,
  );
  const withdrawRow = db.prepare(
    "UPDATE events SET status = 'blocked', reason = ?, error = ?, processed_at = ? WHERE id = ? AND status = 'pending'",
  );
  const putData = db.prepare("UPDATE payloads SET data = ? WHERE id = ?");
  const deleteOutcome = db.prepare("DELETE FROM outcomes WHERE id = ?");
  const deleteEvent = db.prepare("DELETE FROM events WHERE id = ?");
  const deleteRest = ["payloads", "outcomes"].map((table) => db.prepare(`DELETE FROM ${table} WHERE id = ?`));
  const swapValue = db.prepare("UPDATE settings SET value = ? WHERE key = ? AND value = ?");
  const addValue = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING");

  return {
    requeue: ({ ids, now, note }: { ids: readonly string[]; now: number; note: string }): string[] =>
      ids.filter((text) => {
        const id = parseRowId(text);
        if (id === null || requeueRow.run(now, id).changes === 0) return false;
        noteRow.run(id, note);
        return true;
      }),
    withdraw: (
      { ids, now, reason, error }: Withdrawal & { ids: readonly string[] },
      data: readonly (string | null)[],
    ): string[] =>
      ids.filter((text, index) => {
        const id = parseRowId(text);
        if (id === null || leases.isTaken(id, now) || withdrawRow.run(reason, error, now, id).changes === 0)
          return false;
        putData.run(data[index] ?? "{}", id);
        deleteOutcome.run(id);
        return true;
      }),
    remove: (ids: readonly string[]): number => {
      // What was erased must not be readable in the file's free pages.
      db.exec("PRAGMA secure_delete = ON");
      const removed = ids.filter((text) => {
        const id = parseRowId(text);
        if (id === null || deleteEvent.run(id).changes === 0) return false;
        for (const statement of deleteRest) statement.run(id);
        return true;
      });
      db.exec("PRAGMA secure_delete = FAST");
      return removed.length;
    },
    swapSetting: ({ key, expected, value }: { key: string; expected: string | null; value: string }): boolean =>
      (expected === null ? addValue.run(key, value) : swapValue.run(value, key, expected)).changes > 0,
  };
}
