import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { SettingsError } from "../../settings.ts";
import { createChanges } from "../changes.ts";
import { createLog } from "../create-log.ts";
import { createGroupCommit } from "../group-commit.ts";
import { noteOfRequeue } from "../note-of-requeue.ts";
import { firstIdAt, parseRowId, SQLITE_IDS_PER_MS } from "../row-id.ts";
import type { ClaimedRow, Store } from "../store.ts";
import { toSlimRow } from "./append-rows.ts";
import { lockFolder } from "./lock-folder.ts";
import { openForReading } from "./open-database.ts";
import type { Reads } from "./reads.ts";
import { isOutdated } from "./schema.ts";
import { startWorker } from "./worker-client.ts";
import type { Parcel, WorkerCall } from "./worker-protocol.ts";
import type { Writes } from "./writes.ts";

/**
 * Opens the embedded store in a folder, which is made if it is missing. One process at a time may have it open,
 * except that `shared` opens it beside a running one, for settings alone.
 */
export async function openSqliteStore(dataDir: string, { shared = false } = {}): Promise<Store> {
  const cannotUse = (error: Error) => new SettingsError(`DATA_DIR: ${dataDir} cannot be used: ${error.message}`);
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw cannotUse(error);
  });
  const path = join(dataDir, "pixelflow.db");
  const unlock = shared && isReady(path) ? () => {} : lockFolder(dataDir);
  const giveUp = (error: Error) => {
    unlock();
    throw cannotUse(error);
  };
  const writer = await startWorker({ writes: true, path }).catch(giveUp);
  const reader = await startWorker({ writes: false, path });
  // While one group is committed, the next is on its way, so that the writer never waits for this thread.
  const group = createGroupCommit<WorkerCall, Parcel>({
    commit: writer.run,
    sizeOf: ({ argument }) => argument.texts.reduce((bytes, text) => bytes + (text?.length ?? 0), 0),
    maxInFlight: 2,
    earlyCalls: 16,
  });
  const changes = createChanges();

  const write = <K extends keyof Writes>(name: K, value: Parameters<Writes[K]>[0], texts: Parcel["texts"] = []) =>
    group.add({ name, argument: { value, texts } }) as Promise<Parcel & { value: ReturnType<Writes[K]> }>;
  const read = async <K extends keyof Reads>(name: K, value: Parameters<Reads[K]>[0]) => {
    const [result] = await reader.run([{ name, argument: { value, texts: [] } }]);
    if (result instanceof Error) throw result;
    return result?.value as ReturnType<Reads[K]>;
  };

  const log = createLog({
    firstIdAt: (at) => String(firstIdAt(at)),
    receivedAtOf: (id) => Math.floor((parseRowId(id) ?? 0) / SQLITE_IDS_PER_MS),
    spans: (ask) => read("spans", ask),
    values: (ask) => read("values", ask),
    nth: (ask) => read("nth", ask),
    rows: (ask) => read("rows", ask),
    ordered: (ask) => read("ordered", ask),
    tally: (range) => read("tally", range),
  });

  return {
    kind: "sqlite",
    append: async (rows) => {
      const texts = rows.map(({ data }) => data);
      const { value: ids } = await write("append", rows.map(toSlimRow), texts);
      changes.emit(
        ids.filter((id) => id !== null),
        "added",
      );
      return ids;
    },
    lanes: () => read("lanes", null),
    claim: async (claim) => {
      const { value, texts } = (await write("claim", claim)) as unknown as Parcel & {
        value: Omit<ClaimedRow, "data">[];
      };
      return value.map((row, index) => ({ ...row, data: texts[index] ?? "" }));
    },
    renew: async (token, ids, until) => (await write("renew", { token, ids, until })).value,
    settle: async (settlements) => {
      const slim = settlements.map(({ request: _request, answer: _answer, history: _history, ...one }) => one);
      const texts = settlements.flatMap(({ request, answer, history }) => [request, answer, history]);
      changes.emit((await write("settle", slim, texts)).value, "settled");
    },
    ...log,
    rows: (ids) => read("rowsById", ids),
    detail: (id) => read("detail", id),
    detailByEventId: async (siteId, eventId) => {
      const { value: ids } = await write("idsByEventId", { siteIds: [siteId], eventId });
      return ids[0] === undefined ? null : read("detail", ids[0]);
    },
    details: (ids) => read("details", ids),
    rowsByEventId: async (siteIds, eventId) => {
      const { value: ids } = await write("idsByEventId", { siteIds, eventId });
      return (await read("rowsById", ids)).toReversed();
    },
    lastReceivedAt: async (siteId) => {
      const id = await read("lastIdOfSite", siteId);
      return id === null ? null : Math.floor(id / SQLITE_IDS_PER_MS);
    },
    requeue: async (ids, now) => {
      const { value: requeued } = await write("requeue", { ids, now, note: noteOfRequeue(now) });
      changes.emit(requeued, "settled");
      return requeued;
    },
    withdraw: async (rows, withdrawal) => {
      const ids = rows.map(({ id }) => id);
      const data = rows.map((row) => row.data);
      const { value: withdrawn } = await write("withdraw", { ids, ...withdrawal }, data);
      changes.emit(withdrawn, "settled");
      return withdrawn;
    },
    remove: async (ids, repeatsUntil) => {
      const { value: removed } = await write("remove", { ids, repeatsUntil });
      changes.emit(ids, "removed");
      return removed;
    },
    swapSetting: async (key, expected, value) => (await write("swapSetting", { key, expected, value })).value,
    backlog: () => read("backlog", null),
    readSetting: (key) => read("readSetting", key),
    writeSetting: async (key, value) => {
      await write("writeSetting", { key, value });
    },
    addSetting: async (key, value) => (await write("addSetting", { key, value })).value,
    prune: async (prune) => (await write("prune", prune)).value,
    onChange: changes.on,
    failed: Promise.race([writer.failed, reader.failed]),
    close: async () => {
      // Whoever closes last brings the log into the database, and a reader cannot.
      await reader.close();
      await writer.close();
      unlock();
    },
  };
}

/** Whether there is a store that needs no migration, which would take its tables from under an older ingest. */
function isReady(path: string): boolean {
  if (!existsSync(path)) return false;
  const db = openForReading(path);
  try {
    return !isOutdated(db);
  } finally {
    db.close();
  }
}
