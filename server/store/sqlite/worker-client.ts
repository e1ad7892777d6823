import { Worker } from "node:worker_threads";
import {
  CLOSE,
  type Message,
  type Parcel,
  packMessage,
  type Reply,
  unpackParcels,
  type WorkerCall,
  type WorkerSettings,
} from "./worker-protocol.ts";

/** One database thread, seen from the main thread. */
export interface WorkerClient {
  /** Runs calls together; resolves to their results in order, an Error for one that failed, or rejects for all. */
  run(calls: WorkerCall[]): Promise<(Parcel | Error)[]>;
  /** Ends the thread after the calls made so far. */
  close(): Promise<void>;
  /** Resolves when the thread ends by itself, which it never should. */
  failed: Promise<Error>;
}

/** Starts a database thread; resolves when its database is open. Rejects with what kept it from opening. */
export async function startWorker(settings: WorkerSettings): Promise<WorkerClient> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: settings });
  const waiting = new Map<number, { resolve(results: (Parcel | Error)[]): void; reject(error: Error): void }>();
  let lastId = 0;
  let ended: Error | undefined;
  let closing = false;
  const failed = Promise.withResolvers<Error>();

  const end = (error: Error) => {
    ended ??= error;
    if (!closing) failed.resolve(ended);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => end(new Error("The store is closed.")));
  worker.on("message", ([json, texts]: Message) => {
    const reply = JSON.parse(json) as Reply;
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("failed" in reply) caller?.reject(new Error(reply.failed));
    else {
      const failures = new Map(reply.failures);
      const results = unpackParcels(reply.values, texts);
      caller?.resolve(results.map((result, index) => (failures.has(index) ? new Error(failures.get(index)) : result)));
    }
  });

  await new Promise<(Parcel | Error)[]>((resolve, reject) => waiting.set(0, { resolve, reject }));
  return {
    run: (calls) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        lastId += 1;
        const id = lastId;
        waiting.set(id, { resolve, reject });
        const names = calls.map(({ name }) => name);
        const parcels = calls.map(({ argument }) => argument);
        worker.postMessage(packMessage(parcels, (values) => ({ id, names, values })));
      }),
    close: () =>
      new Promise((resolve) => {
        if (ended) return resolve();
        closing = true;
        worker.once("exit", () => resolve());
        worker.postMessage(CLOSE);
      }),
    failed: failed.promise,
  };
}
