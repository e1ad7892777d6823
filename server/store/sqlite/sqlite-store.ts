import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createChanges } from "../changes.ts";
import { createGroupCommit } from "../group-commit.ts";
import type { Store } from "../store.ts";
import { lockFolder } from "./lock-folder.ts";
import type { Reads } from "./reads.ts";
import { startWorker } from "./worker-client.ts";
import type { WorkerCall } from "./worker-protocol.ts";
import type { Writes } from "./writes.ts";

/**
 * Opens the embedded store in a folder, which is made if it is missing. One process at a time may have it open,
 * except that `shared` opens it beside a running one, for settings alone.
 */
export async function openSqliteStore(dataDir: string, { shared = false } = {}): Promise<Store> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const unlock = shared ? () => {} : lockFolder(dataDir);
  const path = join(dataDir, "pixelflow.db");
  const writer = await startWorker({ mode: shared ? "write-shared" : "write", path }).catch((error: Error) => {
    unlock();
    throw error;
  });
  const reader = await startWorker({ mode: "read", path });
  const group = createGroupCommit<WorkerCall, unknown>({ commit: (calls) => writer.run(calls), maxInFlight: 2 });
  const changes = createChanges();

  const write = <K extends keyof Writes>(name: K, argument: Parameters<Writes[K]>[0]) =>
    group.add({ name, argument }) as Promise<ReturnType<Writes[K]>>;
  const read = async <K extends keyof Reads>(name: K, argument: Parameters<Reads[K]>[0]) => {
    const [result] = await reader.run([{ name, argument }]);
    return result as ReturnType<Reads[K]>;
  };

  return {
    kind: "sqlite",
    append: async (rows) => {
      const ids = await write("append", rows);
      changes.emit(
        ids.filter((id) => id !== null),
        "added",
      );
      return ids;
    },
    lanes: () => read("lanes", null),
    claim: (claim) => write("claim", claim),
    renew: (token, ids, until) => write("renew", { token, ids, until }),
    settle: async (settlements) => changes.emit(await write("settle", settlements), "settled"),
    query: (filter) => read("query", filter),
    rows: (ids) => read("rows", ids),
    detail: (id) => read("detail", id),
    detailByEventId: (siteId, eventId) => read("detailByEventId", { siteId, eventId }),
    backlog: () => read("backlog", null),
    readSetting: (key) => read("readSetting", key),
    writeSetting: (key, value) => write("writeSetting", { key, value }),
    addSetting: (key, value) => write("addSetting", { key, value }),
    prune: (prune) => write("prune", prune),
    onChange: changes.on,
    close: async () => {
      await Promise.all([writer.close(), reader.close()]);
      unlock();
    },
  };
}
