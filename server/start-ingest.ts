import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { createApp, type Env } from "./app.ts";
import { systemClock } from "./clock.ts";
import { openAdmin } from "./dashboard/admin.ts";
import { createDemoRoute } from "./dashboard/demo-route.ts";
import { createEventRoutes } from "./dashboard/event-routes.ts";
import { createPageRoutes } from "./dashboard/page-routes.ts";
import { createSessionRoutes, requireSession } from "./dashboard/session-routes.ts";
import { createStreamRoute } from "./dashboard/stream-route.ts";
import { createReadClientFacts } from "./http/client-facts.ts";
import { listen } from "./http/listen.ts";
import { stopListening } from "./http/stop-listening.ts";
import { createLog, type Log } from "./log.ts";
import { createReceiveBlocked } from "./receive/blocked-events.ts";
import { createReceive } from "./receive/receive.ts";
import { createTraffic } from "./receive/traffic.ts";
import { createPost } from "./relay/post.ts";
import { type Relay, startRelay } from "./relay/relay.ts";
import type { Settings } from "./settings.ts";
import { parseSites, type SiteInput } from "./sites/site.ts";
import { createSiteConfigRoute } from "./sites/site-config-route.ts";
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
  /** Shorter limits against slow clients, for tests. */
  timeouts?: { headersMs: number; requestMs: number };
}

/** A running ingest. */
export interface Ingest {
  url: string;
  /** The password made up at the first start, which cannot be read again later; null when one was set already. */
  generatedPassword: string | null;
  /** Stops taking requests, finishes those under way and what is being posted, then closes the store. */
  close(): Promise<void>;
}

/** What a slow client gets before it is cut off; a phone on a bad line needs some seconds for a megabyte. */
const TIMEOUTS = { headersMs: 10_000, requestMs: 30_000 };
const KEEP_ALIVE_MS = 65_000;

/**
 * Opens the store, starts the relay and listens. Throws a SettingsError for settings that cannot be used,
 * such as a port in use or a sites file with a mistake.
 */
export async function startIngest(options: IngestOptions): Promise<Ingest> {
  const { log = createLog() } = options;
  const sites = createSites(
    options.sitesFile ? await readSitesFile(options.sitesFile) : [],
    parseSites({ sites: options.sites ?? [] }),
  );
  const store = await openStore(options.store);
  const { admin, generatedPassword } = await openAdmin(store, options.adminPassword);
  const post = createPost();
  const relay: Relay | null =
    options.role === "receive"
      ? null
      : startRelay({ store, sites, post, graph: options.graph, log, clock: systemClock });
  if (relay) store.onChange((_, change) => change === "added" && relay.wake());
  const closing = new AbortController();

  const api = new Hono<Env>();
  api.use("/api/*", requireSession({ admin }));
  api.get("/api/session", (c) => c.json({}));
  const dashboardDir = options.dashboardDir ?? fileURLToPath(new URL("../dist/dashboard/", import.meta.url));
  const { countryHeader } = options;
  const readClientFacts = createReadClientFacts(options.trustedProxies);
  const gate = { sites, traffic: createTraffic(options.rateLimits), readClientFacts };
  const app = createApp({
    store,
    receive: createReceive({ ...gate, store, countryHeader }),
    receiveBlocked: createReceiveBlocked({ ...gate, store }),
    routes: [
      createSiteConfigRoute({ sites, countryHeader }),
      api,
      createSessionRoutes({ admin, readClientFacts }),
      createEventRoutes(store),
      createStreamRoute(store, closing.signal),
      createPageRoutes(dashboardDir),
      ...(options.demo ? [createDemoRoute(store, options.demo.siteId)] : []),
    ],
    log,
  });
  const { headersMs, requestMs } = options.timeouts ?? TIMEOUTS;
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(headersMs, requestMs) / 2,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
  }) as Server;

  const stopParts = async () => {
    await relay?.stop();
    post.close();
    await store.close();
  };
  try {
    await listen(server, options);
  } catch (error) {
    await stopParts();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    generatedPassword,
    close: async () => {
      closing.abort();
      await stopListening(server);
      await stopParts();
    },
  };
}
