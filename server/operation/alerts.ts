import type { Log } from "../log.ts";
import type { Alert } from "./alert.ts";
import type { Webhook } from "./webhook.ts";

/** What is wrong at present. */
export interface Alerts {
  /** Raises an alert; one with this key that is raised already stays as it is. */
  raise(key: string, message: string): void;
  clear(key: string): void;
  list(): Alert[];
}

interface AlertOptions {
  log: Log;
  /** Gets every alert, and its end, as JSON; null for none. */
  webhook: Webhook | null;
  now?: () => number;
}

/** Alerts that are logged and told to a webhook when they begin and when they end. */
export function createAlerts({ log, webhook, now = Date.now }: AlertOptions): Alerts {
  const alerts = new Map<string, Alert>();

  function tell(state: "raised" | "cleared", alert: Alert): void {
    log(state === "raised" ? "error" : "info", `alert ${state}`, { key: alert.key, alert: alert.message });
    webhook?.tell(state, alert);
  }

  return {
    raise: (key, message) => {
      if (alerts.has(key)) return;
      const alert = { key, message, since: now() };
      alerts.set(key, alert);
      tell("raised", alert);
    },
    clear: (key) => {
      const alert = alerts.get(key);
      if (alert && alerts.delete(key)) tell("cleared", alert);
    },
    list: () => [...alerts.values()],
  };
}
