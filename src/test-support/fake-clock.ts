import type { Clock } from "../types.ts";

/** A clock that stands still until it is told to go on; what is due `soon` runs in the next microtask, as on a page. */
export interface FakeClock extends Clock {
  /** Lets time pass and calls what has become due, in order. */
  pass(milliseconds: number): void;
  /** Sets the clock without letting time pass, as a visitor or the network does. */
  set(time: number): void;
  /** Delays of the timers that still run, in milliseconds. */
  pending(): number[];
  /** The timers of somebody else's code that were cancelled. */
  cancelled: (number | undefined)[];
}

/** Makes a clock that shows `time`, in milliseconds since the epoch. */
export function createFakeClock(time = 1_760_000_000_000): FakeClock {
  let shown = time;
  // Timers go by the time that passes, not by what the clock shows.
  let passed = 0;
  let timers: { due: number; callback(): void }[] = [];
  const cancelled: (number | undefined)[] = [];
  return {
    cancelled,
    now: () => shown,
    after(delayMs, callback) {
      const timer = { due: passed + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    soon(callback) {
      Promise.resolve().then(callback);
    },
    cancel: (timer) => cancelled.push(timer),
    pass(milliseconds) {
      const end = passed + milliseconds;
      for (;;) {
        const next = timers.toSorted((a, b) => a.due - b.due).find(({ due }) => due <= end);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        shown += next.due - passed;
        passed = next.due;
        next.callback();
      }
      shown += end - passed;
      passed = end;
    },
    set(time) {
      shown = time;
    },
    pending: () => timers.map(({ due }) => due - passed),
  };
}
