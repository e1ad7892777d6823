import { close, fdatasync, open } from "node:fs";
import { promisify } from "node:util";

/** Has the disk keep what the system still holds of one file. */
export interface Sync {
  /** Resolves once everything that was written to the file before the call is on the disk. */
  sync(): Promise<void>;
  /** Resolves to what the disk could not do; nothing can be kept in the file after that. */
  failed: Promise<Error>;
  close(): Promise<void>;
}

const openFile = promisify(open);
const closeFile = promisify(close);

/**
 * Syncs a file, one request at a time: who comes while one is under way shares the next.
 *
 * After a failure no sync resolves any more. What the disk did not take may be gone from the system's memory as well, so
 * that another request would call the same data safe.
 */
export async function createSync(path: string): Promise<Sync> {
  const file = await openFile(path, "r+");
  const failed = Promise.withResolvers<Error>();
  let waiting: (() => void)[] = [];
  let isUnderWay = false;

  function start() {
    if (isUnderWay || waiting.length === 0) return;
    isUnderWay = true;
    const served = waiting;
    waiting = [];
    fdatasync(file, (error) => {
      if (error) {
        failed.resolve(error);
        return;
      }
      isUnderWay = false;
      start();
      for (const done of served) done();
    });
  }

  return {
    sync: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        start();
      }),
    failed: failed.promise,
    close: () => closeFile(file),
  };
}
