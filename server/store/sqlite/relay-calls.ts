import type { DatabaseSync } from "node:sqlite";
import type { Claim, ClaimedRow, Settlement } from "../store.ts";
import type { Leases } from "./leases.ts";
import { KIND, type SqlKind, type Tallies } from "./tallies.ts";

/** A settlement whose JSON texts travel beside it: request, answer and history, in this order. */
export type SlimSettlement = Omit<Settlement, "request" | "answer" | "history">;

/** A claimed row whose data travels beside it. */
export type SlimClaimedRow = Omit<ClaimedRow, "data">;

type SettledRow = SqlKind & { withdrawnAt: number | null };

/** What a relay asks of the store. */
export function createRelayCalls(db: DatabaseSync, leases: Leases, tallies: Tallies) {
  const dueRows = db.prepare(
    `SELECT id FROM events WHERE status = 'pending' AND site_id = ? AND pixel_id = ? AND due_at <= ?
     ORDER BY due_at, id`,
  );
  const claimedRow = db.prepare(
    `SELECT event_id AS eventId, event_name AS eventName, attempts, received_at AS receivedAt,
       event_time AS eventTime, data, CASE WHEN withdrawn_at IS NOT NULL THEN reason END AS withdrawn
     FROM events JOIN payloads USING (id) WHERE id = ?`,
  );
  const settleRow = db.prepare(
    `UPDATE events SET status = ?1, reason = ?2, error = ?3, attempts = ?4, processed_at = ?5, due_at = ?5
     WHERE id = ?6 AND status = 'pending' AND (withdrawn_at IS NULL OR ?1 = 'sent')
     RETURNING ${KIND}, withdrawn_at AS withdrawnAt`,
  );
  const blockWithdrawn = db.prepare(
    `UPDATE events SET status = 'blocked', processed_at = withdrawn_at
     WHERE id = ? AND status = 'pending' AND withdrawn_at IS NOT NULL RETURNING ${KIND}`,
  );
  const isWithdrawn = db.prepare("SELECT 1 FROM events WHERE id = ? AND withdrawn_at IS NOT NULL");
  const putOutcome = db.prepare(
    `INSERT INTO outcomes (id, request, graph_url, answer, history) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET request = coalesce(excluded.request, request),
       graph_url = coalesce(excluded.graph_url, graph_url), answer = coalesce(excluded.answer, answer),
       history = coalesce(history || ',' || excluded.history, excluded.history, history)`,
  );

  function settle(
    settlement: SlimSettlement,
    [request = null, answer = null, history = null]: (string | null)[],
  ): boolean {
    const { token, status, reason, error, attempts, at, graphUrl } = settlement;
    const id = Number(settlement.id);
    const held = leases.isHeld(id, token);
    if (status === "pending" && !held) return false;
    const settled = settleRow.get(status, reason, error, attempts, at, id) as SettledRow | undefined;
    const blocked = settled ? undefined : (blockWithdrawn.get(id) as SettledRow | undefined);
    const row = settled ?? blocked;
    if (held || row) leases.release(id);
    if (!row) return false;
    tallies.move(id, row, "pending", row.status);
    if (blocked) return true;
    const keptRequest = row.withdrawnAt === null ? request : null;
    if ((keptRequest ?? graphUrl ?? answer ?? history) !== null)
      putOutcome.run(id, keptRequest, graphUrl, answer, history);
    return true;
  }

  return {
    claim: ({ siteId, pixelId, token, now, until, limit }: Claim): { value: SlimClaimedRow[]; texts: string[] } => {
      const claimed: SlimClaimedRow[] = [];
      const texts: string[] = [];
      for (const { id } of dueRows.iterate(siteId, pixelId, now) as Iterable<{ id: number }>) {
        if (claimed.length === limit) break;
        if (leases.isTaken(id, now)) continue;
        leases.take(id, token, until);
        const { data, ...row } = claimedRow.get(id) as unknown as ClaimedRow;
        claimed.push({ ...row, id: String(id) });
        texts.push(data);
      }
      return { value: claimed, texts };
    },
    renew: ({ token, ids, until }: { token: string; ids: readonly string[]; until: number }): string[] =>
      ids.filter((id) => {
        const held = leases.isHeld(Number(id), token) && isWithdrawn.get(Number(id)) === undefined;
        if (held) leases.take(Number(id), token, until);
        return held;
      }),
    settle: (settlements: readonly SlimSettlement[], texts: readonly (string | null)[]): string[] =>
      settlements.filter((one, index) => settle(one, texts.slice(index * 3, index * 3 + 3))).map(({ id }) => id),
  };
}
