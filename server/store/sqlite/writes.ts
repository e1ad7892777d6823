import type { DatabaseSync } from "node:sqlite";
import type { RowKey } from "../digest-row.ts";
import { firstIdAt } from "../row-id.ts";
import type { Prune } from "../store.ts";
import { createAppendRows } from "./append-rows.ts";
import { createErasures } from "./erasures.ts";
import type { EventKeys } from "./event-keys.ts";
import type { Leases } from "./leases.ts";
import { createLogWrites } from "./log-writes.ts";
import { createRelayCalls } from "./relay-calls.ts";
import { KIND, type SqlKind, type Tallies } from "./tallies.ts";

interface WriteParts {
  keys: EventKeys;
  leases: Leases;
  tallies: Tallies;
}

/** The calls that change something; each runs inside the transaction of its group. */
export function createWrites(db: DatabaseSync, { keys, leases, tallies }: WriteParts) {
  const erasures = createErasures(db);
  const putSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const addSetting = db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING");
  const getSetting = db.prepare("SELECT value FROM settings WHERE key = ?");
  const prunable = (condition: string) =>
    db.prepare(
      `SELECT id, event_id AS eventId, ${KIND} FROM events WHERE id < ? AND status <> 'pending' AND site_id ${condition} ORDER BY id LIMIT ?`,
    );
  const prunableOf = prunable("= ?");
  const prunableExcept = prunable("NOT IN (SELECT value FROM json_each(?))");
  const deletions = ["events", "payloads", "outcomes"].map((table) => db.prepare(`DELETE FROM ${table} WHERE id = ?`));

  return {
    append: createAppendRows(db, { keys, tallies, erasures }),
    ...createRelayCalls(db, leases, tallies),
    ...createLogWrites(db, { keys, leases, tallies, erasures }),
    prune: ({ before, sites, limit, now }: Prune): number => {
      const end = firstIdAt(before);
      const found =
        "only" in sites
          ? prunableOf.all(end, sites.only, limit)
          : prunableExcept.all(end, JSON.stringify(sites.except), limit);
      for (const row of found as unknown as (SqlKind & RowKey & { id: number })[]) {
        for (const deletion of deletions) deletion.run(row.id);
        keys.remove(row, row.id);
        tallies.add(row.id, row, { rows: -1, events: -row.standsFor });
      }
      if (found.length < limit) {
        tallies.prune();
        erasures.prune(now);
      }
      return found.length;
    },
    /** Asked of the writer, since the newest keys are in its memory alone. */
    idsByEventId: ({ siteIds, eventId }: { siteIds: readonly string[]; eventId: string }): string[] =>
      siteIds
        .flatMap((siteId) => keys.idsOf(siteId, eventId))
        .sort((a, b) => b - a)
        .map(String),
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
