import { parentPort, workerData } from "node:worker_threads";
import { createEventKeys } from "./event-keys.ts";
import { createLeases } from "./leases.ts";
import { openForReading, openForWriting } from "./open-database.ts";
import { createReads } from "./reads.ts";
import { createRunGroup } from "./run-group.ts";
import { migrate } from "./schema.ts";
import { createTallies } from "./tallies.ts";
import {
  type Message,
  type PackedParcel,
  type Parcel,
  packMessage,
  type Reply,
  unpackParcels,
  type WorkerCall,
  type WorkerSettings,
} from "./worker-protocol.ts";
import { createWrites } from "./writes.ts";

const port = parentPort;
if (!port) throw new Error("This file is a worker thread's entry.");
const { writes, path } = workerData as WorkerSettings;
const db = writes ? openForWriting(path) : openForReading(path);
const runAll = writes ? createWriter() : createReader();
const NOTHING: Parcel = { value: null, texts: [] };

port.on("message", ([json, texts]: Message) => {
  if (!json) {
    db.close();
    port.close();
    return;
  }
  const { id, names, values } = JSON.parse(json) as { id: number; names: string[]; values: PackedParcel[] };
  try {
    const parcels = unpackParcels(values, texts);
    const results = runAll(names.map((name, index) => ({ name, argument: parcels[index] as Parcel })));
    const failures = results.flatMap((result, index) =>
      result instanceof Error ? [[index, result.message] as [number, string]] : [],
    );
    const given = results.map((result) => (result instanceof Error ? NOTHING : result));
    port.postMessage(packMessage(given, (packed) => ({ id, values: packed, failures }) satisfies Reply));
  } catch (error) {
    port.postMessage([JSON.stringify({ id, failed: (error as Error).message } satisfies Reply), ""] satisfies Message);
  }
});

type Functions = Record<string, (value: never, texts: (string | null)[]) => unknown>;

/** Functions whose result has texts return a parcel; all others return their value. */
function run(functions: Functions, { name, argument: { value, texts } }: WorkerCall): Parcel {
  const result = functions[name]?.(value as never, texts);
  const hasTexts = typeof result === "object" && result !== null && "texts" in result;
  return hasTexts ? (result as Parcel) : { value: result, texts: [] };
}

function createWriter(): (calls: readonly WorkerCall[]) => (Parcel | Error)[] {
  migrate(db);
  const parts = { keys: createEventKeys(db), leases: createLeases(), tallies: createTallies(db) };
  const writes = createWrites(db, parts);
  return createRunGroup({ db, ...parts, run: (call: WorkerCall) => run(writes, call) });
}

function createReader(): (calls: readonly WorkerCall[]) => Parcel[] {
  const reads = createReads(db);
  return (calls) => calls.map((call) => run(reads, call));
}

port.postMessage(packMessage([], (values) => ({ id: 0, values, failures: [] }) satisfies Reply));
