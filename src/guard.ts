import type { Report } from "./report.ts";

/** Wraps a way in, so that nothing of ours escapes into the host page. */
export interface Guard {
  <Args extends unknown[], Result>(enter: (...args: Args) => Result, instead: Result): (...args: Args) => Result;
  /** Where nobody waits for a result. */
  <Args extends unknown[]>(enter: (...args: Args) => unknown): (...args: Args) => void;
}

/**
 * Makes the wrapper for public methods, listeners and timers; inside, code is written straight. What fails, now or by a
 * rejected Promise, gives `instead`.
 *
 * A failure is reported by its kind alone: an error's message may quote what the page passed in.
 */
export function createGuard(report: Report): Guard {
  return <Args extends unknown[], Result>(enter: (...args: Args) => Result, instead?: Result) => {
    const keepAway = (error: unknown) => {
      try {
        const name = (error as Error)?.name;
        report.error(`an unexpected ${/^\w+Error$/.test(name) ? name : "failure"} was kept from the page.`);
      } catch {
        // A thrown Symbol or Proxy may throw again when it is read, and a page may have broken its own console.
      }
      return instead as Result;
    };
    return (...args: Args) => {
      try {
        const result = enter(...args);
        return result instanceof Promise ? (result.catch(keepAway) as Result) : result;
      } catch (error) {
        return keepAway(error);
      }
    };
  };
}
