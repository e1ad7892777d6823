import { parentPort, workerData } from "node:worker_threads";
import { openForReading, openForWriting } from "./open-database.ts";
import { createReads } from "./reads.ts";
import { migrate } from "./schema.ts";
import {
  CLOSE,
  type WorkerCall,
  type WorkerReply,
  type WorkerRequest,
  type WorkerSettings,
} from "./worker-protocol.ts";
import { createWrites } from "./writes.ts";

const port = parentPort;
if (!port) throw new Error("This file is a worker thread's entry.");
const { mode, path } = workerData as WorkerSettings;
const writes = mode !== "read";
const db = writes ? openForWriting(path) : openForReading(path);
if (writes) migrate(db);
if (mode === "write") {
  // An embedded store serves one process, so whatever was claimed when the last one ended is free again.
  db.exec("UPDATE events SET due_at = received_at, claim = NULL WHERE status = 'pending' AND claim IS NOT NULL");
}
const functions = (writes ? createWrites(db) : createReads(db)) as unknown as Record<
  string,
  (argument: unknown) => unknown
>;

function run(calls: WorkerCall[]): unknown[] {
  const call = ({ name, argument }: WorkerCall) => functions[name]?.(argument);
  if (!writes) return calls.map(call);
  db.exec("BEGIN IMMEDIATE");
  try {
    const results = calls.map(call);
    db.exec("COMMIT");
    return results;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

port.on("message", (message: string) => {
  if (message === CLOSE) {
    db.close();
    port.close();
    return;
  }
  const { id, calls } = JSON.parse(message) as WorkerRequest;
  let reply: WorkerReply;
  try {
    reply = { id, results: run(calls) };
  } catch (error) {
    reply = { id, failed: (error as Error).message };
  }
  port.postMessage(JSON.stringify(reply));
});
port.postMessage(JSON.stringify({ id: 0, results: [] } satisfies WorkerReply));
