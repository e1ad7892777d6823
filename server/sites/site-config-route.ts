import { createHash } from "node:crypto";
import { Hono } from "hono";
import { corsHeaders } from "../http/cors.ts";
import type { Env } from "../http/env.ts";
import { authenticate } from "./authenticate.ts";
import { readCountry } from "./read-country.ts";
import { toSiteConfig } from "./site-config.ts";
import type { Sites } from "./sites.ts";

interface SiteConfigOptions {
  sites: Sites;
  countryHeader: string | null;
}

/** Answers `GET /site/config/{siteId}`, with an ETag so that a page that has the settings gets no body again. */
export function createSiteConfigRoute({ sites, countryHeader }: SiteConfigOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/site/config/:siteId", (c) => {
    const site = authenticate(sites, { siteId: c.req.param("siteId"), apiKey: c.req.header("api-key") });
    const body = JSON.stringify(toSiteConfig(site, readCountry(c.env.incoming.headers, countryHeader)));
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    // Private and checked each time: the answer depends on where the visitor is.
    const headers = { ...corsHeaders(c.env.incoming.headers), etag, "cache-control": "private, no-cache" };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return c.body(body, 200, { ...headers, "content-type": "application/json" });
  });
  return app;
}
