import type { RelayReport } from "../relay/relay-report.ts";
import type { Store } from "../store/store.ts";
import type { Alerts } from "./alerts.ts";
import { createMetrics } from "./metrics.ts";

interface MetricsOptions {
  store: Store;
  alerts: Alerts;
  now?: () => number;
}

/** Everything that the ingest counts. */
export interface IngestMetrics {
  /** A body of `/event` was answered 202. */
  received(receipt: { accepted: number; duplicates: number; rejected: unknown[] }): void;
  /** A public request was refused. */
  refused(status: number): void;
  relay: RelayReport;
  /** Prometheus' text format. */
  render(): Promise<string>;
}

const POST_SECONDS = [0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10];

/** The ingest's numbers for Prometheus; alerts about pixels come from the same reports. */
export function createIngestMetrics({ store, alerts, now = Date.now }: MetricsOptions): IngestMetrics {
  const metrics = createMetrics();
  const events = metrics.counter(
    "pixelflow_events_received_total",
    "Events in accepted bodies, by what became of them.",
  );
  const refusals = metrics.counter("pixelflow_requests_refused_total", "Refused public requests, by status.");
  const settled = metrics.counter("pixelflow_events_settled_total", "Outcomes of the relay, by status and reason.");
  const posts = metrics.counter("pixelflow_graph_requests_total", "Requests to Meta, by the status of the answer.");
  const seconds = metrics.histogram("pixelflow_graph_request_seconds", "How long Meta took to answer.", POST_SECONDS);
  const paused = new Set<string>();
  metrics.gauge(
    "pixelflow_events_pending",
    "Events that wait for the relay.",
    async () => (await store.backlog()).pending,
  );
  metrics.gauge("pixelflow_oldest_pending_seconds", "Age of the oldest waiting event.", async () => {
    const { oldestReceivedAt } = await store.backlog();
    return oldestReceivedAt === null ? 0 : Math.max(0, now() - oldestReceivedAt) / 1000;
  });
  metrics.gauge("pixelflow_pixels_paused", "Pixels that are left alone for now.", () => paused.size);
  metrics.gauge("pixelflow_alerts", "Alerts that stand.", () => alerts.list().length);

  return {
    received: ({ accepted, duplicates, rejected }) => {
      if (accepted > 0) events({ outcome: "accepted" }, accepted);
      if (duplicates > 0) events({ outcome: "duplicate" }, duplicates);
      if (rejected.length > 0) events({ outcome: "rejected" }, rejected.length);
    },
    refused: (status) => refusals({ status: String(status) }),
    relay: {
      posted: (status, took) => {
        posts({ status });
        seconds(took);
      },
      settled: (settlements) => {
        for (const { status, reason } of settlements) settled({ status, reason: reason ?? "" });
      },
      pauseChanged: (siteId, pixelId, pause) => {
        const key = `pixel/${siteId}/${pixelId}`;
        if (pause) paused.add(key);
        else paused.delete(key);
        // Throttling and outages pass by themselves; a setting that is wrong waits for someone.
        if (pause?.kind === "configuration")
          alerts.raise(key, `Pixel ${pixelId} of site ${siteId} is paused, its events are kept. ${pause.error}`);
        else alerts.clear(key);
      },
    },
    render: metrics.render,
  };
}
