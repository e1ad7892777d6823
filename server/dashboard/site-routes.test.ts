import assert from "node:assert/strict";
import { test } from "node:test";
import { graphError, startFakeGraph } from "../relay/fake-graph.ts";
import {
  createBody,
  createEvent,
  createTestFolder,
  SHOP,
  startTestIngest,
  type TestIngest,
} from "../test-support/start-test-ingest.ts";

const TOKEN = "EAAB-a-very-secret-token";
const HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

interface Site {
  id: string;
  apiKey: string;
  pixels: { id: string; hasToken: boolean; testEventCode: string | null }[];
  [key: string]: unknown;
}

async function createApi(ingest: TestIngest) {
  const cookie = await ingest.logIn();
  const texts: string[] = [];
  const ask = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${ingest.url}/api${path}`, { method, headers: { cookie }, ...init });
    const text = await response.text();
    texts.push(text);
    return { status: response.status, body: (text ? JSON.parse(text) : null) as Site & Record<string, never> };
  };
  return { ask, texts };
}

const send = (ingest: TestIngest, { id, apiKey }: Site, event: Record<string, unknown> = {}) =>
  ingest.post({ siteId: id, apiKey, events: [createEvent(event)] }, { "user-agent": "Test browser" });

test("a site is added, takes events at once, outlives a restart, and is removed", async (t) => {
  const store = { kind: "sqlite" as const, dataDir: await createTestFolder(t) };
  const first = await startTestIngest(t, { store });
  const { ask } = await createApi(first);
  const { status, body: site } = await ask("POST", "/sites", { name: "My shop" });
  assert.equal(status, 201);
  assert.equal((await send(first, site)).status, 202);
  assert.equal((await ask("POST", "/sites", { id: site.id })).status, 409);
  assert.equal((await ask("POST", "/sites", { id: SHOP.id })).status, 409);
  await first.close();

  const second = await startTestIngest(t, { store });
  const again = await createApi(second);
  assert.equal((await again.ask("GET", `/sites/${site.id}`)).body.name, "My shop");
  assert.equal((await again.ask("DELETE", `/sites/${site.id}`)).status, 204);
  assert.equal((await send(second, site, { event_id: "pf-2" })).status, 401);
  assert.equal((await again.ask("GET", `/sites/${site.id}`)).status, 404);
});

test("a token is taken, used, kept when other settings change, and never shown again", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  const ingest = await startTestIngest(t, { graph: { url: graph.url, version: "v26.0" } });
  const { ask, texts } = await createApi(ingest);
  const { body: site } = await ask("POST", "/sites", { id: "new" });
  const pixels = [{ id: "1001", accessToken: TOKEN, testEventCode: "TEST1" }];
  const saved = await ask("PUT", "/sites/new", { pixels, currency: "eur", consent: "opt_in" });
  assert.deepEqual(saved.body.pixels, [{ id: "1001", hasToken: true, testEventCode: "TEST1" }]);
  assert.equal(saved.body.currency, "EUR");
  const { pixels: shown, ...rest } = saved.body;
  const kept = shown.map(({ id, testEventCode }) => ({ id, testEventCode }));
  await ask("PUT", "/sites/new", { ...rest, pixels: kept, currency: "USD" });
  const consent = { state: "granted", source: "api", timestamp: Date.now() };
  await send(ingest, site, { additionalData: { value: 3 }, consent });
  await ingest.rowsOnce(({ status }) => status === "sent", 1);
  assert.equal(graph.calls[0]?.body.access_token, TOKEN);
  assert.equal(graph.calls[0]?.body.data[0]?.custom_data?.currency, "USD");

  graph.answer(({ body }) => graphError(190, { message: `Bad token ${body.access_token}`, error_subcode: 463 }));
  const { body: checked } = await ask("POST", "/sites/new/test", { pixelId: "1001" });
  const { kind, explanation } = checked as unknown as { kind: string; explanation: { title: string; text: string } };
  assert.equal(kind, "configuration");
  assert.match(explanation.text, /expired/);
  graph.answer(() => undefined);
  const good = (await ask("POST", "/sites/new/test", { pixelId: "1001" })).body as unknown as { kind: string };
  assert.equal(good.kind, "sent");

  const bad = await ask("PUT", "/sites/new", { pixels: [{ id: TOKEN, accessToken: TOKEN }] });
  assert.equal(bad.status, 400);
  await ask("PUT", "/sites/new", { pixels: [{ id: "1", accessToken: 7, secret: TOKEN }] });
  await ask("GET", "/sites");
  await ask("GET", "/export?format=json");
  await ask("PUT", "/sites/new", { pixels: [{ id: "1001", accessToken: null }] });
  assert.equal((await ask("GET", "/sites/new")).body.pixels[0]?.hasToken, false);
  assert.ok(texts.every((text) => !text.includes(TOKEN)));
});

test("a key is exchanged, and the old one works for as long as it was promised", async (t) => {
  const ingest = await startTestIngest(t);
  const { ask } = await createApi(ingest);
  const { body: site } = await ask("POST", "/sites", {});
  const { body: rotated } = await ask("POST", `/sites/${site.id}/key`, { graceHours: 24 });
  assert.notEqual(rotated.apiKey, site.apiKey);
  assert.equal((await send(ingest, site)).status, 202);
  assert.equal((await send(ingest, rotated, { event_id: "pf-2" })).status, 202);
  const { body: last } = await ask("POST", `/sites/${site.id}/key`, { graceHours: 0 });
  assert.equal((await send(ingest, rotated, { event_id: "pf-3" })).status, 401);
  assert.equal((await send(ingest, last, { event_id: "pf-4" })).status, 202);
  assert.equal((await ask("POST", `/sites/${site.id}/key`, { graceHours: -1 })).status, 400);
});

test("sites defined outside the dashboard are shown and cannot be changed in it", async (t) => {
  const ingest = await startTestIngest(t);
  const { ask } = await createApi(ingest);
  assert.equal((await ask("GET", "/sites/shop")).body.readOnly, true);
  assert.equal((await ask("PUT", "/sites/shop", {})).status, 409);
  assert.equal((await ask("DELETE", "/sites/shop")).status, 409);
  assert.equal((await ask("POST", "/sites/shop/key", {})).status, 409);
});

test("everything stored of one visitor is erased, and nothing of others", async (t) => {
  const ingest = await startTestIngest(t);
  const { ask } = await createApi(ingest);
  await ingest.post(createBody(createEvent(), createEvent({ event_id: "pf-2", customerData: {} })));
  await ingest.rowsOnce(({ status }) => status === "dry_run", 2);
  assert.equal((await ask("POST", "/sites/shop/erase", { identifiers: ["jane@example.com"] })).status, 400);
  assert.equal((await ask("POST", "/sites/shop/erase", { identifiers: [] })).status, 400);
  assert.deepEqual((await ask("POST", "/sites/shop/erase", { identifiers: [HASH] })).body, { erased: 1 });
  const { events } = (await ingest.api("/api/events")) as { events: { eventId: string }[] };
  assert.deepEqual(
    events.map(({ eventId }) => eventId),
    ["pf-2"],
  );
});

test("a setting that cannot be used is named, and nothing changes", async (t) => {
  const ingest = await startTestIngest(t);
  const { ask } = await createApi(ingest);
  const { body: site } = await ask("POST", "/sites", {});
  for (const [change, words] of [
    [{ currency: "euro" }, /^currency: write a three-letter/],
    [{ origins: ["shop.example"] }, /^origins.0: write an origin/],
    [{ pixels: [{ id: "x" }] }, /^pixels.0.id: write Meta.s pixel/],
    [{ pixels: [{ id: "1" }, { id: "1" }] }, /^pixels lists a pixel twice: name each once/],
    [{ unknown: 1 }, /unknown is not a known setting/],
    [{ retentionDays: 0 }, /retentionDays/],
  ] as [unknown, RegExp][]) {
    const { status, body } = await ask("PUT", `/sites/${site.id}`, change);
    assert.equal(status, 400);
    assert.match(String(body.message), words);
  }
  assert.deepEqual((await ask("GET", `/sites/${site.id}`)).body, site);
});
