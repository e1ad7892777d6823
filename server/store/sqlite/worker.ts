import { parentPort, workerData } from "node:worker_threads";
import { openForReading, openForWriting } from "./open-database.ts";
import { createReads } from "./reads.ts";
import { migrate } from "./schema.ts";
import {
  type Message,
  type PackedParcel,
  type Parcel,
  packMessage,
  unpackParcels,
  type WorkerSettings,
} from "./worker-protocol.ts";
import { createWrites } from "./writes.ts";

const port = parentPort;
if (!port) throw new Error("This file is a worker thread's entry.");
const { writes, path } = workerData as WorkerSettings;
const db = writes ? openForWriting(path) : openForReading(path);
if (writes) migrate(db);
const functions: Record<string, (value: never, texts: (string | null)[]) => unknown> = writes
  ? createWrites(db)
  : createReads(db);

/** Functions whose result has texts return a parcel; all others return their value. */
function call(name: string, { value, texts }: Parcel): Parcel {
  const result = functions[name]?.(value as never, texts);
  const hasTexts = typeof result === "object" && result !== null && "texts" in result;
  return hasTexts ? (result as Parcel) : { value: result, texts: [] };
}

function run(names: string[], parcels: Parcel[]): Parcel[] {
  const callAll = () => names.map((name, index) => call(name, parcels[index] as Parcel));
  if (!writes) return callAll();
  db.exec("BEGIN IMMEDIATE");
  try {
    const results = callAll();
    db.exec("COMMIT");
    return results;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

port.on("message", ([json, texts]: Message) => {
  if (!json) {
    db.close();
    port.close();
    return;
  }
  const { id, names, values } = JSON.parse(json) as { id: number; names: string[]; values: PackedParcel[] };
  try {
    const results = run(names, unpackParcels(values, texts));
    port.postMessage(packMessage(results, (packed) => ({ id, values: packed })));
  } catch (error) {
    port.postMessage([JSON.stringify({ id, failed: (error as Error).message }), ""] satisfies Message);
  }
});
port.postMessage(packMessage([], (values) => ({ id: 0, values })));
