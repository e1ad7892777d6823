import { fileURLToPath } from "node:url";
import { createApp } from "./app.ts";
import { systemClock } from "./clock.ts";
import { openAdmin } from "./dashboard/admin.ts";
import { type ClientTimeouts, type StartedServer, startServer } from "./http/start-server.ts";
import { createLog, type Log } from "./log.ts";
import { createAlerts } from "./operation/alerts.ts";
import { createIngestMetrics } from "./operation/ingest-metrics.ts";
import { createMetricsRoute } from "./operation/operation-routes.ts";
import { startWatch } from "./operation/start-watch.ts";
import { createPost } from "./relay/post.ts";
import { startRelay } from "./relay/relay.ts";
import { createAllRoutes, createRelayRoutes, type Parts } from "./routes.ts";
import type { Settings } from "./settings.ts";
import { parseSites, type SiteInput } from "./sites/site.ts";
import { createSites } from "./sites/sites.ts";
import { readSitesFile } from "./sites/sites-file.ts";
import { openStore } from "./store/open-store.ts";

/** The settings of an ingest, and what only code passes to it. */
export interface IngestOptions extends Settings {
  /** Sites beside those of SITES_FILE. */
  sites?: SiteInput[];
  /**
   * Opens the trail of one site's events to whoever knows an event's id; for the demo alone. `origin` is where its
   * pages are served; the trail answers every origin, since they may be opened under another of the machine's names.
   */
  demo?: { siteId: string; origin?: string };
  /** Where the Events page was built to. */
  dashboardDir?: string;
  log?: Log;
  /** Other limits against slow clients than the usual ones. */
  timeouts?: ClientTimeouts;
}

/** A running ingest. */
export interface Ingest {
  url: string;
  /** Where `/metrics` is open, if METRICS_PORT is set. */
  metricsUrl: string | null;
  /** The password made up at the first start, which cannot be read again later; null when one was set already. */
  generatedPassword: string | null;
  /** Stops taking requests, finishes those under way and what is being posted, then closes the store. */
  close(): Promise<void>;
}

/**
 * Opens the store, starts the parts that the role asks for and listens. Throws a SettingsError for settings that
 * cannot be used, such as a port in use or a sites file with a mistake.
 */
export async function startIngest(options: IngestOptions): Promise<Ingest> {
  const { log = createLog(), role, graph, host, retentionDays, timeouts } = options;
  const fileSites = options.sitesFile ? await readSitesFile(options.sitesFile) : [];
  const sites = createSites(fileSites, parseSites({ sites: options.sites ?? [] }));
  // What was started, in the order of starting; it is stopped in the opposite one.
  const stops: (() => unknown)[] = [];
  const stopAll = async () => {
    for (const stop of stops.toReversed()) await stop();
  };

  try {
    const store = await openStore(options.store);
    stops.push(() => store.close());
    const { admin, generatedPassword } = await openAdmin(store, options.adminPassword);
    const post = createPost();
    stops.push(() => post.close());
    const webhook = options.alertWebhookUrl === null ? null : { url: options.alertWebhookUrl, post };
    const alerts = createAlerts({ log, webhook });
    const metrics = createIngestMetrics({ store, alerts });
    const clock = systemClock;
    stops.push(startWatch({ store, sites, alerts, log, clock, apiVersion: graph.version, retentionDays }));
    if (role !== "receive") {
      const relay = startRelay({ store, sites, post, graph, log, clock, report: metrics.relay });
      store.onChange((_, change) => change === "added" && relay.wake());
      stops.push(() => relay.stop());
    }

    const closing = new AbortController();
    const parts: Parts = {
      settings: options,
      store,
      sites,
      admin,
      alerts,
      metrics,
      dashboardDir: options.dashboardDir ?? fileURLToPath(new URL("../dist/dashboard/", import.meta.url)),
      demoSiteId: options.demo?.siteId,
      closing: closing.signal,
    };
    const routes = role === "relay" ? createRelayRoutes(parts) : createAllRoutes(parts);
    const serve = async (app: ReturnType<typeof createApp>, port: number): Promise<StartedServer> => {
      const server = await startServer({ app, host, port, ...(timeouts && { timeouts }) });
      stops.push(() => server.stop());
      return server;
    };
    const { metricsPort } = options;
    const metricsApp = createApp({ routes: [createMetricsRoute(metrics)], log });
    const metricsServer = metricsPort === null ? null : await serve(metricsApp, metricsPort);
    const server = await serve(createApp({ routes, log, onRefused: metrics.refused }), options.port);
    stops.push(() => closing.abort());
    return { url: server.url, metricsUrl: metricsServer?.url ?? null, generatedPassword, close: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
}
