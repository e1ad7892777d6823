import type { Clock } from "../types.ts";

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Lets time pass: runs what falls due, in order, and what that brings with it. */
  pass(ms: number): Promise<void>;
}

/** Starts at an arbitrary time. Microtasks run by themselves, as in a browser. */
export function createManualClock(startMs = 1_757_000_000_000): ManualClock {
  let now = startMs;
  let nextId = 1;
  const timers = new Map<number, { at: number; callback: () => void }>();
  // A macrotask of the real loop, so that every promise has settled.
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  return {
    now: () => now,
    after(delayMs, callback) {
      const id = nextId++;
      timers.set(id, { at: now + delayMs, callback });
      return () => timers.delete(id);
    },
    soon: (callback) => queueMicrotask(callback),
    cancel: (timer) => {
      if (timer !== undefined) timers.delete(timer);
    },
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [due] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!due) break;
        const [id, { at, callback }] = due;
        timers.delete(id);
        now = Math.max(now, at);
        callback();
        await settle();
      }
      now = end;
    },
  };
}
