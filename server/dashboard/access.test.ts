import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../app.ts";
import { createAllRoutes, type Parts } from "../routes.ts";
import { readSettings } from "../settings.ts";
import { startTestIngest } from "../test-support/start-test-ingest.ts";

/** Every route under /api as the app has it: method and path with its parameters filled. */
function listApiRoutes(): { method: string; path: string }[] {
  const store = { onChange: () => () => {} };
  const closing = new AbortController().signal;
  const parts = { settings: readSettings({}), store, closing, metrics: {}, gate: {} };
  const app = createApp({ routes: createAllRoutes(parts as unknown as Parts), answerError: assert.fail as never });
  const routes = app.routes.filter(({ method, path }) => path.startsWith("/api/") && method !== "ALL");
  return routes.map(({ method, path }) => ({ method, path: path.replace(/:\w+/g, "1") }));
}

const routes = listApiRoutes();
const isOpen = ({ method, path }: { method: string; path: string }) => path === "/api/session" && method !== "GET";

test("the app's routes are what this file thinks they are", () => {
  assert.ok(routes.length >= 15, String(routes.length));
  for (const path of [
    "/api/events",
    "/api/events/1/resend",
    "/api/resend",
    "/api/export",
    "/api/sites/1/key",
    "/api/stream",
  ])
    assert.ok(
      routes.some((route) => route.path === path),
      path,
    );
});

test("every route of the API answers 401 without a session, and the API key opens none", async (t) => {
  const ingest = await startTestIngest(t);
  for (const route of routes) {
    if (isOpen(route)) continue;
    const { method, path } = route;
    const headers = { "api-key": "shop-key" };
    const response = await fetch(`${ingest.url}${path}`, { method, headers });
    assert.equal(response.status, 401, `${method} ${path}`);
    assert.doesNotMatch(await response.text(), /shop/);
  }
});

test("every change asked for by another site answers 403, also with a session", async (t) => {
  const ingest = await startTestIngest(t);
  const cookie = await ingest.logIn();
  const foreign = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ];
  for (const { method, path } of routes) {
    if (method === "GET") continue;
    for (const headers of foreign) {
      const response = await fetch(`${ingest.url}${path}`, {
        method,
        headers: { cookie, ...headers } as never,
        body: "{}",
      });
      assert.equal(response.status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
    }
  }
});

test("the pages allow no script but their own, and say so in every answer", async (t) => {
  const ingest = await startTestIngest(t);
  for (const path of ["/events", "/events/sites", "/events/sites/shop"]) {
    const policy = (await fetch(`${ingest.url}${path}`)).headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.doesNotMatch(policy, /unsafe|\*/);
  }
  assert.deepEqual(await (await fetch(`${ingest.url}/events/session`)).json(), { signedIn: false });
});
