import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createPageRoutes } from "./page-routes.ts";

test("the tag, its debug panel and its map are served to any page, so that a snippet needs no other host", async (t) => {
  const dist = await mkdtemp(join(tmpdir(), "pixelflow-pages-"));
  t.after(() => rm(dist, { recursive: true }));
  await mkdir(join(dist, "dashboard"));
  const files = {
    "pixelflow.js": "text/javascript; charset=utf-8",
    "pixelflow-debug.js": "text/javascript; charset=utf-8",
    "pixelflow.js.map": "application/json; charset=utf-8",
  };
  const app = createPageRoutes(join(dist, "dashboard"));
  for (const [name, type] of Object.entries(files)) {
    assert.equal((await app.request(`/v1/${name}`)).status, 404, `${name} before the build`);
    await writeFile(join(dist, name), `content of ${name}`);
    const answer = await app.request(`/v1/${name}`);
    assert.equal(answer.status, 200, name);
    assert.equal(await answer.text(), `content of ${name}`);
    assert.equal(answer.headers.get("content-type"), type);
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
    assert.equal(answer.headers.get("cache-control"), "public, max-age=3600");
  }
  assert.equal((await app.request("/v1/manifest.json")).status, 404);
});
