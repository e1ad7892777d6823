import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Context, Hono } from "hono";
import { ANY_ORIGIN } from "../http/cors.ts";
import type { Env } from "../http/env.ts";

const SCRIPT = "text/javascript; charset=utf-8";
/** What a page loads from the address in its snippet: the tag, its debug panel on demand, the map for the browser's tools. */
const TAG_FILES = {
  "pixelflow.js": SCRIPT,
  "pixelflow-debug.js": SCRIPT,
  "pixelflow.js.map": "application/json; charset=utf-8",
} as const;
const ASSETS = { "app.js": SCRIPT, "theme.js": SCRIPT, "app.css": "text/css; charset=utf-8" } as const;

/** Scripts and styles come from our own files only; nothing is inline, nothing is framed, nothing is posted away. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-cache",
};

const page = (body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>PixelFlow events</title>
<link rel="icon" href="data:,">
<script src="/events/theme.js"></script>
<link rel="stylesheet" href="/events/app.css">
</head>
<body>
${body}
</body>
</html>
`;
const SHELL = page(
  '<div id="app"></div>\n<noscript>The Events page needs JavaScript.</noscript>\n<script type="module" src="/events/app.js"></script>',
);
const NOT_BUILT = page(
  "<h1>The Events page is not built</h1>\n<p>Run <code>npm run build</code> in PixelFlow's folder, then load this page again. Events are received and sent meanwhile.</p>",
);

/**
 * Answers `/events`: the page itself, which holds no data, and its built script and style sheet from `folder`, beside
 * which the built tag lies.
 */
export function createPageRoutes(folder: string): Hono<Env> {
  const app = new Hono<Env>();
  const readAsset = (name: string) => readFile(join(folder, name)).catch(() => null);

  app.get("/", (c) => c.redirect("/events"));
  const showShell = async (c: Context<Env>) => {
    const built = (await readAsset("app.js")) !== null;
    return c.html(built ? SHELL : NOT_BUILT, built ? 200 : 503, PAGE_HEADERS);
  };
  app.get("/events", showShell);
  // The page finds its view by its own address.
  app.get("/events/sites", showShell);
  app.get("/events/sites/:id", showShell);
  // The tag itself, so that a pasted snippet needs no other host. Any page may load it.
  for (const [name, type] of Object.entries(TAG_FILES))
    app.get(`/v1/${name}`, async (c) => {
      const content = await readAsset(`../${name}`);
      if (content === null) return c.notFound();
      return c.body(new Uint8Array(content), 200, {
        ...ANY_ORIGIN,
        "content-type": type,
        "cache-control": "public, max-age=3600",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      });
    });
  for (const [name, type] of Object.entries(ASSETS))
    app.get(`/events/${name}`, async (c) => {
      const content = await readAsset(name);
      if (content === null) return c.notFound();
      const etag = `"${createHash("sha256").update(content).digest("base64url")}"`;
      const headers = { ...PAGE_HEADERS, "content-type": type, etag };
      if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
      return c.body(new Uint8Array(content), 200, headers);
    });
  return app;
}
