import type { Report } from "./report.ts";

/** Wraps a way in, so that nothing of ours escapes into the host page. */
export type Guard = <Args extends unknown[], Result>(
  enter: (...args: Args) => Result,
  instead: Result,
) => (...args: Args) => Result;

/**
 * Makes the wrapper for public methods, listeners and timers; inside, code is written straight.
 *
 * A failure is reported by its kind alone: an error's message may quote what the page passed in.
 */
export function createGuard(report: Report): Guard {
  return (enter, instead) =>
    (...args) => {
      try {
        return enter(...args);
      } catch (error) {
        report.error(`an unexpected ${(error as Error)?.name || "failure"} was kept away from the page.`);
        return instead;
      }
    };
}
