import type { Log } from "../log.ts";
import type { Post } from "../relay/post.ts";

/** Something that an operator has to look at. */
export interface Alert {
  /** What it is about, such as `pixel/shop/1001`. */
  key: string;
  message: string;
  since: number;
}

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
  webhook: { url: string; post: Post } | null;
  now?: () => number;
}

const WEBHOOK_TRIES = 3;

/** Alerts that are logged and told to a webhook when they begin and when they end. */
export function createAlerts({ log, webhook, now = Date.now }: AlertOptions): Alerts {
  const alerts = new Map<string, Alert>();

  async function tell(state: "raised" | "cleared", { key, message, since }: Alert): Promise<void> {
    log(state === "raised" ? "error" : "info", `alert ${state}`, { key, alert: message });
    if (!webhook) return;
    const body = JSON.stringify({ source: "pixelflow", state, key, message, since });
    for (let tries = 0; tries < WEBHOOK_TRIES; tries += 1) {
      const result = await webhook.post(webhook.url, body);
      if (result.kind === "answered" && result.status < 300) return;
    }
    // The address of a webhook is often its password.
    log("warn", "webhook did not take an alert", { key });
  }

  return {
    raise: (key, message) => {
      if (alerts.has(key)) return;
      const alert = { key, message, since: now() };
      alerts.set(key, alert);
      void tell("raised", alert);
    },
    clear: (key) => {
      const alert = alerts.get(key);
      if (alert && alerts.delete(key)) void tell("cleared", alert);
    },
    list: () => [...alerts.values()],
  };
}
