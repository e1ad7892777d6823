import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { ANY_ORIGIN } from "./http/cors.ts";
import { errorBody, HttpError } from "./http/http-error.ts";
import type { Log } from "./log.ts";
import { PUBLIC_PATHS } from "./receive/receive-routes.ts";

/** What every route gets from `@hono/node-server`: the raw request and response. */
export type Env = { Bindings: HttpBindings };

interface AppOptions {
  /** Each mounted at the root, in this order. */
  routes: Hono<Env>[];
  log: Log;
  /** Told of every public request that is refused. */
  onRefused?: (status: number) => void;
}

/** Joins routes to one app, whose every error leaves in one shape. */
export function createApp({ routes, log, onRefused }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  for (const route of routes) app.route("/", route);

  const answer = (c: Context<Env>, status: number, message: string, headers: Record<string, string> = {}) => {
    const isPublic = PUBLIC_PATHS.test(c.req.path);
    if (isPublic) onRefused?.(status);
    return new Response(JSON.stringify(errorBody(status, message)), {
      status,
      headers: { "content-type": "application/json", ...(isPublic && ANY_ORIGIN), ...headers },
    });
  };
  app.notFound((c) => answer(c, 404, "There is nothing here."));
  app.onError((error, c) => {
    if (error instanceof HttpError) return answer(c, error.status, error.message, error.headers);
    // The message of an unexpected error may quote what was sent, so it stays out of the answer.
    log("error", "request failed", { method: c.req.method, path: c.req.routePath, error: error.message });
    return answer(c, 503, "The ingest cannot answer now; try again later.", { "retry-after": "5" });
  });
  return app;
}
