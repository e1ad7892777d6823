import type { Report } from "../report.ts";
import type { QueuedCall } from "../wire/queued-call.ts";

/** What a queued or callable-form call may name as its method. */
export type Methods = ReadonlyMap<unknown, (args: unknown[], call: QueuedCall) => Promise<boolean>>;

/**
 * Makes the one function that carries out `[method, ...args]`, from the queue and from `pixelFlow(method, ...args)`.
 *
 * The promise that the stub gave away is settled with the result, and `false` if carrying out fails; the returned one
 * rejects then. A method we do not have is named on the console and left out; it stops nothing.
 */
export function createReplay(parts: {
  methods: Methods;
  report: Report;
  clearTimer(timer: number | undefined): void;
}): (call: QueuedCall) => Promise<boolean> {
  return (call) => {
    // In a Promise from the first line on: whatever fails, the page's own promise is settled below.
    const result = new Promise<boolean>((resolve) => {
      // From here on the deadline is ours: the stub's would say `false` of an event that is safe.
      parts.clearTimer(call.timer);
      const [method, ...args] = [call[0], call[1], call[2], call[3]];
      const carryOut = parts.methods.get(method);
      if (carryOut) {
        resolve(carryOut(args, call));
      } else {
        resolve(false);
        parts.report.warn('unknown method; write pixelFlow("trackEvent", "Purchase").');
      }
    });
    if (call?.settle) result.then(call.settle, () => call.settle?.(false));
    return result;
  };
}
