import { watch } from "node:fs";
import { join } from "node:path";

/** Something that is asked to look whether there is work, and does one piece of it at a time. */
export type Notice = () => void;

/**
 * Gives a function to call on every sign of a change. It rebuilds when what the build reads differs from what it read
 * the last time, never two builds at once, and once more when something changed meanwhile. A build that failed is tried
 * again at the next change only. `rebuild` must not reject.
 */
export function createRebuilder({
  readInputs,
  rebuild,
}: {
  readInputs: () => Promise<string>;
  rebuild: () => Promise<void>;
}): Notice {
  let built = readInputs();
  let isWanted = false;
  let isRunning = false;

  async function run() {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      const last = await built;
      built = readInputs();
      if ((await built) !== last) await rebuild();
    }
    isRunning = false;
  }

  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}

/** Calls `notice` shortly after something below these folders of the project changed; one save is several changes. */
export function watchFolders(folders: readonly string[], notice: Notice): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of folders) {
    watch(join(import.meta.dirname, "..", folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(notice, 100);
    });
  }
}
