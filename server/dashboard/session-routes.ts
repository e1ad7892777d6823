import { type Context, Hono, type MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as v from "valibot";
import { type ReadClientFacts, readAddressPrefix } from "../http/client-facts.ts";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import { readBody } from "../http/read-body.ts";
import { createTokenBuckets } from "../http/token-buckets.ts";
import type { Admin } from "./admin.ts";

const COOKIE = "pixelflow_session";
const SESSION_MS = 14 * 24 * 60 * 60 * 1000;
const MAX_LOGIN_BYTES = 4096;
const loginSchema = v.object({ password: v.pipe(v.string(), v.maxLength(1024)) });

interface SessionOptions {
  admin: Admin;
  now?: () => number;
}

/**
 * Answers `/api/session`: log in, ask, log out. `/events/session` answers 200 either way, so that the page's first
 * question is no error on the browser's console.
 */
export function createSessionRoutes(options: SessionOptions & { readClientFacts: ReadClientFacts }): Hono<Env> {
  const { admin, readClientFacts, now = Date.now } = options;
  const app = new Hono<Env>();
  // Five tries at once, then one every ten seconds from one address; and a ceiling for all addresses together.
  const perAddress = createTokenBuckets({ perSecond: 0.1, burst: 5, now });
  const overall = createTokenBuckets({ perSecond: 1, burst: 30, now });

  app.post("/api/session", async (c) => {
    const { address, secure } = readClientFacts(c.env.incoming);
    const waitMs = perAddress.take(readAddressPrefix(address)) || overall.take("all");
    if (waitMs > 0)
      throw new HttpError(429, "Too many tries: wait before the next one.", {
        "retry-after": String(Math.ceil(waitMs / 1000)),
      });
    const { password } = await readJson(c, loginSchema);
    if (!(await admin.isPassword(password))) throw new HttpError(401, "This is not the password.");
    const session = await admin.createSession(now() + SESSION_MS);
    setCookie(c, COOKIE, session, {
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      secure,
      maxAge: SESSION_MS / 1000,
    });
    return c.body(null, 204);
  });
  app.get("/api/session", (c) => c.json({ signedIn: true }));
  app.get("/events/session", async (c) => {
    const signedIn = await admin.isSession(getCookie(c, COOKIE) ?? "", now());
    return c.json({ signedIn }, 200, { "cache-control": "no-store" });
  });
  app.delete("/api/session", (c) => {
    deleteCookie(c, COOKIE, { path: "/" });
    return c.body(null, 204);
  });
  return app;
}

async function readJson<S extends v.GenericSchema>(c: Context<Env>, schema: S): Promise<v.InferOutput<S>> {
  let value: unknown;
  try {
    value = JSON.parse(await readBody(c.env.incoming, MAX_LOGIN_BYTES));
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError(400, "The body is not valid JSON.");
  }
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) throw new HttpError(400, 'The body has to be {"password": "…"}.');
  return parsed.output;
}

/** Lets only a logged-in request through, and a change only from our own pages. Guards everything under `/api`. */
export function requireSession({ admin, now = Date.now }: SessionOptions): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD" && isCrossSite(c))
      throw new HttpError(403, "Changes are taken from the dashboard's own pages only.");
    const isLogin = c.req.path === "/api/session" && c.req.method !== "GET";
    if (!isLogin && !(await admin.isSession(getCookie(c, COOKIE) ?? "", now())))
      throw new HttpError(401, "Log in first.");
    await next();
    c.header("cache-control", "no-store");
  };
}

/** Browsers say where a request comes from; what says nothing is no browser and carries no one's cookie. */
function isCrossSite(c: Context<Env>): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const origin = c.req.header("origin");
  return origin !== undefined && URL.parse(origin)?.host !== c.req.header("host");
}
