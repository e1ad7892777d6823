import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { ANY_ORIGIN, PREFLIGHT } from "./http/cors.ts";
import { errorBody, HttpError } from "./http/http-error.ts";
import type { Log } from "./log.ts";
import type { createReceiveBlocked } from "./receive/blocked-events.ts";
import type { createReceive } from "./receive/receive.ts";
import type { Store } from "./store/store.ts";

/** What every route gets from `@hono/node-server`: the raw request and response. */
export type Env = { Bindings: HttpBindings };

interface AppOptions {
  store: Store;
  receive: ReturnType<typeof createReceive>;
  receiveBlocked: ReturnType<typeof createReceiveBlocked>;
  /** Further routes, each mounted at the root. */
  routes: Hono<Env>[];
  log: Log;
  now?: () => number;
}

const RECEIPT_HEADERS = { ...ANY_ORIGIN, "content-type": "application/json" };
const PUBLIC_PATHS = /^\/(event|blocked-events|site\/config\/[^/]+)$/;

/** Joins the routes: what senders use here, the dashboard's from `routes`. Every error leaves in one shape. */
export function createApp({ store, receive, receiveBlocked, routes, log, now = Date.now }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();

  // A bare Response with plain headers takes the adapter's shortest way; this is the route that carries the load.
  app.post(
    "/event",
    async (c) => new Response(JSON.stringify(await receive(c.env.incoming)), { status: 202, headers: RECEIPT_HEADERS }),
  );
  app.post("/blocked-events", async (c) => c.json(await receiveBlocked(c.env.incoming), 202, RECEIPT_HEADERS));
  app.options("*", (c) => (PUBLIC_PATHS.test(c.req.path) ? c.body(null, 204, PREFLIGHT) : c.notFound()));
  app.get("/healthz", async (c) => {
    const { pending, oldestReceivedAt } = await store.backlog();
    const oldestPendingSeconds = oldestReceivedAt === null ? 0 : Math.max(0, (now() - oldestReceivedAt) / 1000);
    return c.json({ status: "ok", store: store.kind, pending, oldestPendingSeconds: Math.round(oldestPendingSeconds) });
  });
  for (const route of routes) app.route("/", route);

  const answerError = (c: Context<Env>, status: number, message: string, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify(errorBody(status, message)), {
      status,
      headers: {
        "content-type": "application/json",
        ...(PUBLIC_PATHS.test(c.req.path) && ANY_ORIGIN),
        ...headers,
      },
    });
  app.notFound((c) => answerError(c, 404, "There is nothing here."));
  app.onError((error, c) => {
    if (error instanceof HttpError) return answerError(c, error.status, error.message, error.headers);
    // The message of an unexpected error may quote what was sent, so it stays out of the answer.
    log("error", "request failed", { method: c.req.method, path: c.req.routePath, error: error.message });
    return answerError(c, 503, "The event could not be stored; send it again later.", { "retry-after": "5" });
  });
  return app;
}
