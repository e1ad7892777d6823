import { Hono } from "hono";
import type { Env } from "../http/env.ts";
import type { Store } from "../store/store.ts";
import type { Alerts } from "./alerts.ts";
import type { IngestMetrics } from "./ingest-metrics.ts";

interface HealthOptions {
  store: Store;
  alerts: Alerts;
  now?: () => number;
}

/** A write waits for the disk, so it is not tried for each of many questions. */
const WRITE_CHECK_MS = 5000;

/** Answers `/healthz`: 200 while the store reads and writes, 503 otherwise, with what is wrong. */
export function createHealthRoute({ store, alerts, now = Date.now }: HealthOptions): Hono<Env> {
  const app = new Hono<Env>();
  let writtenAt = 0;

  // A full disk can still be read.
  async function checkWriting(): Promise<void> {
    const time = now();
    if (time - writtenAt < WRITE_CHECK_MS) return;
    await store.writeSetting("write_checked_at", String(time));
    writtenAt = time;
  }

  app.get("/healthz", async (c) => {
    const standing = alerts.list().map(({ key, message, since }) => ({ key, message, since }));
    c.header("cache-control", "no-store");
    try {
      await checkWriting();
      const { pending, oldestReceivedAt } = await store.backlog();
      const oldestMs = oldestReceivedAt === null ? 0 : Math.max(0, now() - oldestReceivedAt);
      const oldestPendingSeconds = Math.floor(oldestMs / 1000);
      const status = standing.length > 0 ? "alert" : "ok";
      return c.json({ status, store: store.kind, pending, oldestPendingSeconds, alerts: standing });
    } catch {
      return c.json({ status: "unavailable", store: store.kind, alerts: standing }, 503);
    }
  });
  return app;
}

/** Answers `/metrics`. It tells of traffic, so it belongs behind the log-in or on a port of its own. */
export function createMetricsRoute(metrics: IngestMetrics): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/metrics", async (c) =>
    c.body(await metrics.render(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
  );
  return app;
}
