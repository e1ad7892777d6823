import type { DatabaseSync } from "node:sqlite";
import { firstIdAt } from "../row-id.ts";
import type { Prune } from "../store.ts";
import { createAppendRows } from "./append-rows.ts";
import type { Leases } from "./leases.ts";
import { createLogWrites } from "./log-calls.ts";
import { createRelayCalls } from "./relay-calls.ts";

/** The calls that change something; each runs inside the transaction of its group. */
export function createWrites(db: DatabaseSync, leases: Leases) {
  const putSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const addSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING");
  const getSetting = db.prepare("SELECT value FROM settings WHERE key = ?");
  const prunable = (condition: string) =>
    db.prepare(
      `SELECT id FROM events WHERE id < ? AND status <> 'pending' AND site_id ${condition} ORDER BY id LIMIT ?`,
    );
  const prunableOf = prunable("= ?");
  const prunableExcept = prunable("NOT IN (SELECT value FROM json_each(?))");
  const deletions = ["events", "payloads", "outcomes"].map((table) => db.prepare(`DELETE FROM ${table} WHERE id = ?`));

  return {
    append: createAppendRows(db),
    ...createRelayCalls(db, leases),
    ...createLogWrites(db, leases),
    prune: ({ before, sites, limit }: Prune): number => {
      const end = firstIdAt(before);
      const found =
        "only" in sites
          ? prunableOf.all(end, sites.only, limit)
          : prunableExcept.all(end, JSON.stringify(sites.except), limit);
      for (const { id } of found as { id: number }[]) for (const deletion of deletions) deletion.run(id);
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
