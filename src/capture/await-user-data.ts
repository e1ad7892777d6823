import type { Clock, UserDataParts } from "../types.ts";

/** Longest wait for the page's promises, in milliseconds: well inside the time in which `trackEvent` settles. */
const MAX_WAIT_MS = 3000;

/** Waits for a customer's data where a page gives Promises of it. */
export interface UserDataWait {
  /** Calls back at once when it is all there, else when the Promises have settled or took too long. */
  whenKnown(userData: unknown, done: (userData: Record<string, unknown>) => void): void;
  /** The page is being left: calls back now, with what is known. The event counts more than its fields. */
  giveUp(): void;
}

/** Makes the wait; `read` tells what is known and what is still to come. */
export function createUserDataWait({
  read,
  clock,
}: {
  read(userData: unknown): UserDataParts;
  clock: Clock;
}): UserDataWait {
  const waiting = new Set<() => void>();
  return {
    whenKnown(userData, done) {
      const { known, rest } = read(userData);
      if (!rest) {
        done(known);
        return;
      }
      const finish = (data: Record<string, unknown>) => {
        if (!waiting.delete(giveUp)) return;
        stop();
        done(data);
      };
      const giveUp = () => finish(known);
      waiting.add(giveUp);
      const stop = clock.after(MAX_WAIT_MS, giveUp);
      rest.then(finish);
    },
    giveUp() {
      for (const giveUp of waiting) giveUp();
    },
  };
}
