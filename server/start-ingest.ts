import { fileURLToPath } from "node:url";
import type { Hono } from "hono";
import { createApp } from "./app.ts";
import { systemClock } from "./clock.ts";
import { generatePassword, openAdmin } from "./dashboard/admin.ts";
import { createReadClientFacts } from "./http/client-facts.ts";
import type { Env } from "./http/env.ts";
import { createAnswerError } from "./http/error-answer.ts";
import { type ClientTimeouts, type ShortCut, type StartedServer, startServer } from "./http/start-server.ts";
import { createLog, type Log } from "./log.ts";
import { createAlerts } from "./operation/alerts.ts";
import { createIngestMetrics } from "./operation/ingest-metrics.ts";
import { createMetricsRoute } from "./operation/operation-routes.ts";
import { startWatch } from "./operation/start-watch.ts";
import { createWebhook } from "./operation/webhook.ts";
import { createEventShortCut } from "./receive/event-short-cut.ts";
import { createReceive } from "./receive/receive.ts";
import { createTraffic } from "./receive/traffic.ts";
import { createPost } from "./relay/post.ts";
import { startRelay } from "./relay/relay.ts";
import { createAllRoutes, createRelayRoutes, type Parts } from "./routes.ts";
import type { Settings } from "./settings.ts";
import { parseSites, type SiteInput } from "./sites/site.ts";
import { createSites } from "./sites/sites.ts";
import { readSitesFile } from "./sites/sites-file.ts";
import { openStoredSites, type StoredSites } from "./sites/stored-sites.ts";
import { createStopList } from "./stop-list.ts";
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
  /** How many sites were configured at the start. */
  siteCount: number;
  /** Resolves when the store has broken for good, so that nothing can be taken in any more. */
  failed: Promise<Error>;
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
  const fixedSites = createSites(fileSites, parseSites({ sites: options.sites ?? [] }));
  const { add: onStop, stopAll } = createStopList();

  try {
    const store = await openStore(options.store);
    onStop(() => store.close());
    const admin = await openAdmin(store, options.adminPassword);
    const sites = await openStoredSites(store, fixedSites);
    onStop(watchSites(sites, log));
    const post = createPost();
    onStop(() => post.close());
    const clock = systemClock;
    const { alertWebhookUrl } = options;
    const webhook = alertWebhookUrl === null ? null : createWebhook({ url: alertWebhookUrl, post, clock, log });
    onStop(() => webhook?.close());
    const alerts = createAlerts({ log, webhook });
    void store.failed.then(({ message }) =>
      alerts.raise("store", `The store has broken and nothing is taken in: restart the ingest. (${message})`),
    );
    const metrics = createIngestMetrics({ store, alerts });
    onStop(startWatch({ store, sites, alerts, log, clock, apiVersion: graph.version, retentionDays }));
    if (role !== "receive") {
      const relay = startRelay({ store, sites, post, graph, log, clock, report: metrics.relay });
      store.onChange((_, change) => change === "added" && relay.wake());
      onStop(() => relay.stop());
    }

    const closing = new AbortController();
    const readClientFacts = createReadClientFacts(options.trustedProxies);
    const gate = { sites, traffic: createTraffic(options.rateLimits), readClientFacts };
    const { countryHeader } = options;
    const receive = createReceive({ ...gate, store, countryHeader, onReceived: metrics.received });
    const answerError = createAnswerError({ log, onRefused: metrics.refused });
    const parts: Parts = {
      settings: options,
      post,
      store,
      sites,
      gate,
      receive,
      admin,
      alerts,
      metrics,
      dashboardDir: options.dashboardDir ?? fileURLToPath(new URL("../dist/dashboard/", import.meta.url)),
      demoSiteId: options.demo?.siteId,
      closing: closing.signal,
    };
    const serve = async (routes: Hono<Env>[], port: number, shortCut?: ShortCut): Promise<StartedServer> => {
      const app = createApp({ routes, answerError });
      const server = await startServer({
        app,
        host,
        port,
        ...(timeouts && { timeouts }),
        ...(shortCut && { shortCut }),
      });
      onStop(() => server.stop());
      return server;
    };
    const { metricsPort } = options;
    const metricsServer = metricsPort === null ? null : await serve([createMetricsRoute(metrics)], metricsPort);
    const server =
      role === "relay"
        ? await serve(createRelayRoutes(parts), options.port)
        : await serve(createAllRoutes(parts), options.port, createEventShortCut(receive, answerError));
    onStop(() => closing.abort());
    // Only now nothing can go wrong any more that would keep the password from being shown.
    const servesLogIn = role !== "relay" && options.adminPassword === null;
    const generatedPassword = servesLogIn ? await generatePassword(store) : null;
    const metricsUrl = metricsServer?.url ?? null;
    const siteCount = sites.all().length;
    return { url: server.url, metricsUrl, generatedPassword, siteCount, failed: store.failed, close: stopAll };
  } catch (error) {
    await stopAll().catch(({ message }: Error) => log("error", "could not stop cleanly", { error: message }));
    throw error;
  }
}

/** How soon a change of a site in one process holds in all others. */
const SITES_REFRESH_MS = 2000;

/** Looks for sites that another process has changed; returns its end. */
function watchSites(sites: StoredSites, log: Log): () => void {
  const timer = setInterval(() => {
    sites.refresh().catch((error: Error) => log("error", "sites cannot be read", { error: error.message }));
  }, SITES_REFRESH_MS);
  return () => clearInterval(timer);
}
