import { Worker } from "node:worker_threads";
import {
  CLOSE,
  type WorkerCall,
  type WorkerReply,
  type WorkerRequest,
  type WorkerSettings,
} from "./worker-protocol.ts";

/** One database thread, seen from the main thread. */
export interface WorkerClient {
  run(calls: WorkerCall[]): Promise<unknown[]>;
  /** Ends the thread after the calls made so far. */
  close(): Promise<void>;
}

/** Starts a database thread; resolves when its database is open. Rejects with what kept it from opening. */
export async function startWorker(settings: WorkerSettings): Promise<WorkerClient> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: settings });
  const waiting = new Map<number, { resolve(results: unknown[]): void; reject(error: Error): void }>();
  let lastId = 0;
  let ended: Error | undefined;

  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => end(new Error("The store is closed.")));
  worker.on("message", (message: string) => {
    const reply = JSON.parse(message) as WorkerReply;
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("failed" in reply) caller?.reject(new Error(reply.failed));
    else caller?.resolve(reply.results);
  });

  const ready = new Promise<unknown[]>((resolve, reject) => waiting.set(0, { resolve, reject }));
  await ready;
  return {
    run: (calls) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage(JSON.stringify({ id: lastId, calls } satisfies WorkerRequest));
      }),
    close: () =>
      new Promise((resolve) => {
        if (ended) return resolve();
        worker.once("exit", () => resolve());
        worker.postMessage(CLOSE);
      }),
  };
}
