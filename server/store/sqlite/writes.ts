import type { DatabaseSync } from "node:sqlite";
import { firstIdAt } from "../row-id.ts";
import type { Prune } from "../store.ts";
import { createAppendRows } from "./append-rows.ts";
import { createErasures } from "./erasures.ts";
import type { Leases } from "./leases.ts";
import { createLogWrites } from "./log-writes.ts";
import { createRelayCalls } from "./relay-calls.ts";
import { KIND, type SqlKind, type Tallies } from "./tallies.ts";

/** The calls that change something; each runs inside the transaction of its group. */
export function createWrites(db: DatabaseSync, leases: Leases, tallies: Tallies) {
  const erasures = createErasures(db);
  const putSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const addSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING");
  const getSetting = db.prepare("SELECT value FROM settings WHERE key = ?");
  const prunable = (condition: string) =>
    db.prepare(
      `SELECT id, ${KIND} FROM events WHERE id < ? AND status <> 'pending' AND site_id ${condition} ORDER BY id LIMIT ?`,
    );
  const prunableOf = prunable("= ?");
  const prunableExcept = prunable("NOT IN (SELECT value FROM json_each(?))");
  const deletions = ["events", "payloads", "outcomes"].map((table) => db.prepare(`DELETE FROM ${table} WHERE id = ?`));

  return {
    append: createAppendRows(db, tallies, erasures),
    ...createRelayCalls(db, leases, tallies),
    ...createLogWrites(db, { leases, tallies, erasures }),
    prune: ({ before, sites, limit, now }: Prune): number => {
      const end = firstIdAt(before);
      const found =
        "only" in sites
          ? prunableOf.all(end, sites.only, limit)
          : prunableExcept.all(end, JSON.stringify(sites.except), limit);
      for (const row of found as unknown as (SqlKind & { id: number })[]) {
        for (const deletion of deletions) deletion.run(row.id);
        tallies.add(row.id, row, { rows: -1, events: -row.standsFor });
      }
      if (found.length < limit) {
        tallies.prune();
        erasures.prune(now);
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
