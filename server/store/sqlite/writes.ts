import type { DatabaseSync } from "node:sqlite";
import { firstIdAt } from "../row-id.ts";
import type { Claim, ClaimedRow, NewRow, Prune, Settlement } from "../store.ts";

/** The calls that change something; each runs inside the transaction of its group. */
export function createWrites(db: DatabaseSync) {
  const insertEvent = db.prepare(
    `INSERT INTO events (id, site_id, pixel_id, event_name, event_id, url, status, reason, error,
       received_at, event_time, processed_at, due_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const insertPayload = db.prepare("INSERT INTO payloads (id, data) VALUES (?, ?)");
  const lastRow = db.prepare("SELECT max(id) AS id FROM events");
  let lastId = (lastRow.get() as { id: number | null }).id ?? 0;

  const appendRow = (row: NewRow): string | null => {
    const id = Math.max(lastId + 1, firstIdAt(row.receivedAt));
    const processedAt = row.status === "pending" ? null : row.receivedAt;
    const { changes } = insertEvent.run(
      id,
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
      processedAt,
      row.receivedAt,
    );
    if (changes === 0) return null;
    lastId = id;
    insertPayload.run(id, row.data);
    return String(id);
  };

  const takeRows = db.prepare(
    `UPDATE events SET due_at = ?, claim = ? WHERE id IN (
       SELECT id FROM events WHERE status = 'pending' AND site_id = ? AND pixel_id = ? AND due_at <= ?
       ORDER BY due_at, id LIMIT ?)`,
  );
  const takenRows = db.prepare(
    `SELECT id, event_id AS eventId, event_name AS eventName, attempts, received_at AS receivedAt,
       event_time AS eventTime, data
     FROM events JOIN payloads USING (id)
     WHERE status = 'pending' AND site_id = ? AND pixel_id = ? AND due_at = ? AND claim = ? ORDER BY id`,
  );
  const renewRow = db.prepare("UPDATE events SET due_at = ? WHERE id = ? AND claim = ? AND status = 'pending'");
  const settleRow = db.prepare(
    `UPDATE events SET status = ?, reason = ?, error = ?, attempts = ?, processed_at = ?, due_at = ?, claim = NULL
     WHERE id = ? AND status = 'pending' AND (claim = ? OR ? <> 'pending')`,
  );
  const settlePayload = db.prepare(
    `UPDATE payloads SET request = coalesce(?, request), graph_url = coalesce(?, graph_url),
       answer = coalesce(?, answer), history = coalesce(history || ',' || ?, ?, history) WHERE id = ?`,
  );
  const putSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const addSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING");
  const prunable = (condition: string) =>
    `SELECT id FROM events WHERE id < ? AND status <> 'pending' AND site_id ${condition} ORDER BY id LIMIT ?`;
  const prunableOf = db.prepare(prunable("= ?"));
  const prunableExcept = db.prepare(prunable("NOT IN (SELECT value FROM json_each(?))"));
  const deleteEvent = db.prepare("DELETE FROM events WHERE id = ?");
  const deletePayload = db.prepare("DELETE FROM payloads WHERE id = ?");
  const getSetting = db.prepare("SELECT value FROM settings WHERE key = ?");

  return {
    append: (rows: readonly NewRow[]): (string | null)[] => rows.map(appendRow),
    claim: ({ siteId, pixelId, token, now, until, limit }: Claim): ClaimedRow[] => {
      const { changes } = takeRows.run(until, token, siteId, pixelId, now, limit);
      if (changes === 0) return [];
      const rows = takenRows.all(siteId, pixelId, until, token) as unknown as (ClaimedRow & { id: number })[];
      return rows.map((row) => ({ ...row, id: String(row.id) }));
    },
    renew: ({ token, ids, until }: { token: string; ids: readonly string[]; until: number }): string[] =>
      ids.filter((id) => renewRow.run(until, Number(id), token).changes > 0),
    settle: (settlements: readonly Settlement[]): string[] =>
      settlements
        .filter(({ id, token, status, reason, error, attempts, at, request, graphUrl, answer, history }) => {
          const pending = status === "pending";
          const { changes } = settleRow.run(
            status,
            reason,
            error,
            attempts,
            pending ? null : at,
            at,
            Number(id),
            token,
            status,
          );
          if (changes > 0 && (request ?? graphUrl ?? answer ?? history) !== null)
            settlePayload.run(request, graphUrl, answer, history, history, Number(id));
          return changes > 0;
        })
        .map(({ id }) => id),
    prune: ({ before, sites, limit }: Prune): number => {
      const end = firstIdAt(before);
      const found =
        "only" in sites
          ? prunableOf.all(end, sites.only, limit)
          : prunableExcept.all(end, JSON.stringify(sites.except), limit);
      for (const { id } of found as { id: number }[]) {
        deleteEvent.run(id);
        deletePayload.run(id);
      }
      return found.length;
    },
    writeSetting: ({ key, value }: { key: string; value: string }): void => {
      putSetting.run(key, value);
    },
    addSetting: ({ key, value }: { key: string; value: string }): string => {
      addSetting.run(key, value);
      return (getSetting.get(key) as { value: string }).value;
    },
  };
}

/** The writer's calls by name. */
export type Writes = ReturnType<typeof createWrites>;
