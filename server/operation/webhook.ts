import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Post } from "../relay/post.ts";
import type { Alert } from "./alert.ts";

/** Tells alerts to whoever asked for them. */
export interface Webhook {
  tell(state: "raised" | "cleared", alert: Alert): void;
  /** Gives up what was not taken yet. */
  close(): void;
}

interface WebhookOptions {
  url: string;
  post: Post;
  clock: Clock;
  log: Log;
}

/** The waits between tries: most receivers are back within a minute. */
const PAUSES_MS = [2000, 10_000, 60_000];

/** Posts alerts as JSON. The end of an alert waits until its beginning was told, or given up. */
export function createWebhook({ url, post, clock, log }: WebhookOptions): Webhook {
  const lastTold = new Map<string, Promise<void>>();
  const wakes = new Set<() => void>();
  let closed = false;

  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        wakes.delete(wake);
        resolve();
      };
      const cancel = clock.in(ms, wake);
      wakes.add(wake);
    });

  async function send(key: string, body: string): Promise<void> {
    for (const pauseMs of [...PAUSES_MS, null]) {
      if (closed) return;
      const result = await post(url, body);
      if (result.kind === "answered" && result.status < 300) return;
      if (pauseMs !== null && !closed) await wait(pauseMs);
    }
    // The address of a webhook is often its password.
    log("warn", "webhook did not take an alert", { key });
  }

  return {
    tell: (state, { key, message, since }) => {
      const body = JSON.stringify({ source: "pixelflow", state, key, message, since });
      const told: Promise<void> = (lastTold.get(key) ?? Promise.resolve())
        .then(() => send(key, body))
        .finally(() => {
          if (lastTold.get(key) === told) lastTold.delete(key);
        });
      lastTold.set(key, told);
    },
    close: () => {
      closed = true;
      for (const wake of wakes) wake();
    },
  };
}
