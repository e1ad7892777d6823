import { Hono } from "hono";
import type { Admin } from "./dashboard/admin.ts";
import { createDemoRoute } from "./dashboard/demo-route.ts";
import { createEventRoutes } from "./dashboard/event-routes.ts";
import { createExportRoute } from "./dashboard/export-route.ts";
import { createOverviewRoutes } from "./dashboard/overview-routes.ts";
import { createPageRoutes } from "./dashboard/page-routes.ts";
import { createResendRoute } from "./dashboard/resend-route.ts";
import { createSearchLog } from "./dashboard/search-log.ts";
import { createSessionRoutes, requireSession } from "./dashboard/session-routes.ts";
import { createSiteRoutes } from "./dashboard/site-routes.ts";
import { createStreamRoute } from "./dashboard/stream-route.ts";
import type { Env } from "./http/env.ts";
import type { Alerts } from "./operation/alerts.ts";
import type { IngestMetrics } from "./operation/ingest-metrics.ts";
import { createHealthRoute, createMetricsRoute } from "./operation/operation-routes.ts";
import type { Gate } from "./receive/admit.ts";
import { createReceiveBlocked } from "./receive/blocked-events.ts";
import type { createReceive } from "./receive/receive.ts";
import { createReceiveRoutes } from "./receive/receive-routes.ts";
import type { Post } from "./relay/post.ts";
import type { Settings } from "./settings.ts";
import { createSiteConfigRoute } from "./sites/site-config-route.ts";
import type { StoredSites } from "./sites/stored-sites.ts";
import type { Store } from "./store/store.ts";

/** What the routes lean on. */
export interface Parts {
  settings: Settings;
  store: Store;
  gate: Gate;
  receive: ReturnType<typeof createReceive>;
  sites: StoredSites;
  post: Post;
  admin: Admin;
  alerts: Alerts;
  metrics: IngestMetrics;
  /** Where the Events page was built to. */
  dashboardDir: string;
  /** The one site whose events' trail is open to whoever knows an event's id. */
  demoSiteId: string | undefined;
  /** Ends what would stay open, once the process is told to stop. */
  closing: AbortSignal;
}

/** The routes of a process that only relays: it takes no events and shows no page. */
export function createRelayRoutes({ store, alerts }: Parts): Hono<Env>[] {
  return [createHealthRoute({ store, alerts })];
}

/** All routes: what senders use, what operators look at, and the dashboard behind its log-in. */
export function createAllRoutes(parts: Parts): Hono<Env>[] {
  const { settings, store, sites, gate, receive, admin, metrics, closing } = parts;
  const searchLog = createSearchLog({ store, siteIds: () => sites.all().map(({ id }) => id) });
  const guard = new Hono<Env>();
  guard.use("/api/*", requireSession({ admin }));
  guard.use("/metrics", requireSession({ admin }));
  return [
    createReceiveRoutes({ receive, receiveBlocked: createReceiveBlocked({ ...gate, store }) }),
    createSiteConfigRoute({ sites, countryHeader: settings.countryHeader }),
    ...createRelayRoutes(parts),
    guard,
    createMetricsRoute(metrics),
    createSessionRoutes({ admin, readClientFacts: gate.readClientFacts }),
    createEventRoutes({ store, searchLog }),
    createResendRoute({ store }),
    createExportRoute(store),
    createOverviewRoutes({ store }),
    createSiteRoutes({ store, sites, graph: settings.graph, post: parts.post, readClientFacts: gate.readClientFacts }),
    createStreamRoute(store, closing),
    createPageRoutes(parts.dashboardDir),
    ...(parts.demoSiteId === undefined ? [] : [createDemoRoute(store, parts.demoSiteId)]),
  ];
}
