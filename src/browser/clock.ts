import type { Guard } from "../guard.ts";
import type { Clock } from "../types.ts";

/** The page's own clock; what it calls back is guarded. */
export function createClock(guard: Guard): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, callback) {
      const timer = setTimeout(guard(callback), delayMs);
      return () => clearTimeout(timer);
    },
    soon(callback) {
      Promise.resolve().then(guard(callback));
    },
    cancel: (timer) => clearTimeout(timer),
  };
}
