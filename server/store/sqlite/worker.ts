import { parentPort, workerData } from "node:worker_threads";
import { openForReading, openForWriting } from "./open-database.ts";
import { createReads } from "./reads.ts";
import { migrate } from "./schema.ts";
import { createWrites } from "./writes.ts";

/** One call to a worker, by the name of the function that answers it. */
export interface WorkerCall {
  name: string;
  argument: unknown;
}

/** A group of calls; the writer runs it in one transaction. */
export interface WorkerRequest {
  id: number;
  calls: WorkerCall[];
}

/** The results in the order of the calls, or why the whole group failed. */
export type WorkerReply = { id: number; results: unknown[] } | { id: number; failed: string };

/** What this thread does; `write-shared` writes beside another process and leaves that one's claims alone. */
export interface WorkerSettings {
  mode: "write" | "write-shared" | "read";
  path: string;
}

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

port.on("message", (request: WorkerRequest | "close") => {
  if (request === "close") {
    db.close();
    port.close();
    return;
  }
  const { id, calls } = request;
  let reply: WorkerReply;
  try {
    reply = { id, results: run(calls) };
  } catch (error) {
    reply = { id, failed: (error as Error).message };
  }
  port.postMessage(reply);
});
port.postMessage({ id: 0, results: [] } satisfies WorkerReply);
