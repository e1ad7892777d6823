/** What was started and has to be stopped again. */
export interface StopList {
  add(stop: () => unknown): void;
  /** Stops everything, the latest first and one after the other; rejects with the first error once all is stopped. */
  stopAll(): Promise<void>;
}

/** An empty list. */
export function createStopList(): StopList {
  const stops: (() => unknown)[] = [];
  return {
    add: (stop) => {
      stops.push(stop);
    },
    stopAll: async () => {
      const errors: unknown[] = [];
      for (const stop of stops.toReversed()) {
        try {
          await stop();
        } catch (error) {
          // One part that cannot stop must not keep the store from being closed.
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}
