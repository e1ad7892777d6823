import type { Backlog } from "../store/store.ts";
import type { Alerts } from "./alerts.ts";

const KEY = "backlog";
/** Looks in a row that each found more waiting than the one before. */
const GROWING_LOOKS = 5;
const MANY = 1000;
const LONG_MS = 30 * 60_000;

/**
 * Looks at what waits, once a minute: it is worth an alert when it has grown for five minutes to more than a thousand
 * events, or when the oldest has waited for half an hour.
 */
export function createBacklogWatch(alerts: Alerts): (backlog: Backlog, now: number) => void {
  let last = 0;
  let grown = 0;
  return ({ pending, oldestReceivedAt }, now) => {
    grown = pending > last ? grown + 1 : 0;
    last = pending;
    const waited = oldestReceivedAt === null ? 0 : now - oldestReceivedAt;
    if (grown >= GROWING_LOOKS && pending > MANY)
      alerts.raise(KEY, "More events arrive than Meta takes: the backlog has grown for minutes.");
    else if (waited > LONG_MS) alerts.raise(KEY, "Events have waited for Meta for more than half an hour.");
    else if (grown === 0) alerts.clear(KEY);
  };
}
