import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import * as v from "valibot";
import type { ReadClientFacts } from "../http/client-facts.ts";
import type { Env } from "../http/env.ts";
import { HttpError } from "../http/http-error.ts";
import type { Post } from "../relay/post.ts";
import type { Site } from "../sites/site.ts";
import type { StoredSites } from "../sites/stored-sites.ts";
import type { Store } from "../store/store.ts";
import { testConnection } from "./connection-test.ts";
import { eraseVisitor, readIdentifiers } from "./erase-visitor.ts";
import { readJson } from "./read-json.ts";
import { changeSite, readSite, toSiteBody } from "./site-input.ts";

const HOUR_MS = 60 * 60_000;
const MAX_GRACE_HOURS = 30 * 24;

const newSiteSchema = v.object({ id: v.optional(v.string()), name: v.optional(v.string()) });
const rotateSchema = v.object({
  graceHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_GRACE_HOURS)), 0),
});
const testSchema = v.object({ pixelId: v.string() });

interface SiteRoutesOptions {
  store: Store;
  sites: StoredSites;
  graph: { url: string; version: string };
  post: Post;
  readClientFacts: ReadClientFacts;
  now?: () => number;
}

const createKey = () => `pk_${randomBytes(18).toString("base64url")}`;

/** Answers `/api/sites`: the sites, their settings, keys and pixels, a connection test, and erasing a visitor. */
export function createSiteRoutes(options: SiteRoutesOptions): Hono<Env> {
  const { store, sites, graph, post, readClientFacts, now = Date.now } = options;
  const app = new Hono<Env>();
  const show = (site: Site) => toSiteBody(site, sites.isFixed(site.id));
  const find = (c: Context<Env>): Site => {
    const site = sites.find(c.req.param("id") ?? "");
    if (!site) throw new HttpError(404, "There is no such site.");
    return site;
  };
  /** Changes one stored site and shows it. */
  const change = async (c: Context<Env>, edit: (site: Site) => Site) => {
    const { id } = find(c);
    if (sites.isFixed(id)) throw new HttpError(409, "This site is defined outside the dashboard: change it there.");
    await sites.update((all) => all.map((site) => (site.id === id ? edit(site) : site)));
    return c.json(show(find(c)));
  };
  const parse = <S extends v.GenericSchema>(schema: S, value: unknown, hint: string): v.InferOutput<S> => {
    const parsed = v.safeParse(schema, value);
    if (!parsed.success) throw new HttpError(400, hint);
    return parsed.output;
  };

  app.get("/api/sites", (c) => c.json({ sites: sites.all().map(show) }));
  app.post("/api/sites", async (c) => {
    const given = parse(newSiteSchema, await readJson(c), "id and name have to be texts.");
    const id = given.id?.trim() || `site_${randomBytes(9).toString("hex")}`;
    const name = given.name?.trim();
    const site = readSite({ id, apiKey: createKey(), ...(name && { name }) });
    const taken = () => new HttpError(409, "There is a site with this id already: choose another.");
    if (sites.isFixed(site.id)) throw taken();
    await sites.update((all) => {
      if (all.some((one) => one.id === site.id)) throw taken();
      return [...all, site];
    });
    return c.json(show(site), 201);
  });
  app.get("/api/sites/:id", (c) => c.json(show(find(c))));
  app.put("/api/sites/:id", async (c) => {
    const body = await readJson(c);
    return change(c, (site) => changeSite(site, body));
  });
  app.delete("/api/sites/:id", async (c) => {
    const { id } = find(c);
    if (sites.isFixed(id)) throw new HttpError(409, "This site is defined outside the dashboard: remove it there.");
    await sites.update((all) => all.filter((site) => site.id !== id));
    return c.body(null, 204);
  });
  app.post("/api/sites/:id/key", async (c) => {
    const hint = `graceHours has to be a whole number from 0 to ${MAX_GRACE_HOURS}.`;
    const { graceHours } = parse(rotateSchema, await readJson(c), hint);
    const until = now() + graceHours * HOUR_MS;
    return change(c, (site) => ({
      ...site,
      apiKey: createKey(),
      previousKeys: [
        ...site.previousKeys.filter((old) => old.until > now()),
        ...(graceHours > 0 ? [{ key: site.apiKey, until }] : []),
      ],
    }));
  });
  app.post("/api/sites/:id/test", async (c) => {
    const { pixelId } = parse(testSchema, await readJson(c), "pixelId has to name a pixel of the site.");
    const pixel = find(c).pixels.find(({ id }) => id === pixelId);
    if (!pixel) throw new HttpError(404, "The site has no such pixel: save it first.");
    const { accessToken } = pixel;
    if (accessToken === undefined) throw new HttpError(409, "The pixel has no token yet: paste one and save it first.");
    const facts = readClientFacts(c.env.incoming);
    const pageUrl = new URL("/", c.req.url).href;
    return c.json(await testConnection({ pixel: { ...pixel, accessToken }, graph, post, facts, pageUrl, now: now() }));
  });
  app.post("/api/sites/:id/erase", async (c) => {
    const identifiers = readIdentifiers(await readJson(c));
    return c.json({ erased: await eraseVisitor({ store, siteId: find(c).id, identifiers }) });
  });
  return app;
}
