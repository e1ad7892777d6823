import { Hono } from "hono";
import { routePath } from "hono/route";
import type { Env } from "./http/env.ts";
import type { AnswerError } from "./http/error-answer.ts";
import { HttpError } from "./http/http-error.ts";

interface AppOptions {
  /** Each mounted at the root, in this order. */
  routes: Hono<Env>[];
  answerError: AnswerError;
}

/** Joins routes to one app, whose every error leaves in one shape. */
export function createApp({ routes, answerError }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  for (const route of routes) app.route("/", route);
  app.notFound(() => {
    throw new HttpError(404, "There is nothing here.");
  });
  app.onError((error, c) => {
    const { body, ...init } = answerError(error, {
      method: c.req.method,
      path: routePath(c, -1),
      headers: c.req.header(),
    });
    return new Response(body, init);
  });
  return app;
}
