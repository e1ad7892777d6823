import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { Worker } from "node:worker_threads";
import { graphError, startFakeGraph } from "../relay/fake-graph.ts";
import { parseSites } from "../sites/site.ts";
import { createSites } from "../sites/sites.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { createBody, createEvent, createTestFolder, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";
import { pruneOldRows } from "./prune.ts";

const DAY_MS = 24 * 60 * 60_000;

test("a paused pixel is an alert on healthz and in the log, without its token", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  graph.answer(({ body }) => graphError(190, { message: `Malformed access token ${body.access_token}` }));
  const lines: string[] = [];
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, pixels: [{ id: "1001", accessToken: "secret-token" }] }],
    graph: { url: graph.url, version: "v26.0" },
    log: (...line) => lines.push(JSON.stringify(line)),
  });
  await ingest.post(createBody(createEvent()));
  await ingest.rowsOnce(({ reason }) => reason === "token", 1);
  const health = await (await fetch(`${ingest.url}/healthz`)).text();
  const { status, alerts } = JSON.parse(health) as { status: string; alerts: { key: string; message: string }[] };
  assert.equal(status, "alert");
  assert.equal(alerts[0]?.key, "pixel/shop/1001");
  assert.match(alerts[0]?.message ?? "", /Pixel 1001 of site shop is paused, its events are kept\./);
  assert.ok(lines.some((line) => line.includes("alert raised")));
  assert.doesNotMatch(health + lines.join(), /secret-token/);
});

test("a store that can be read and not written is unavailable", async (t) => {
  const dataDir = await createTestFolder(t);
  const ingest = await startTestIngest(t, { store: { kind: "sqlite", dataDir } });
  const db = new DatabaseSync(join(dataDir, "pixelflow.db"));
  db.exec("CREATE TRIGGER full BEFORE INSERT ON settings BEGIN SELECT raise(ABORT, 'database or disk is full'); END");
  assert.equal((await fetch(`${ingest.url}/healthz`)).status, 503);
  db.exec("DROP TRIGGER full");
  db.close();
  assert.equal((await fetch(`${ingest.url}/healthz`)).status, 200);
});

test("a store whose thread has died is an alert", async (t) => {
  const threads: Worker[] = [];
  const onThread = (thread: Worker) => threads.push(thread);
  process.on("worker", onThread);
  t.after(() => process.off("worker", onThread));
  const ingest = await startTestIngest(t);
  await threads[0]?.terminate();
  await ingest.failed;
  const health = await fetch(`${ingest.url}/healthz`);
  assert.equal(health.status, 503);
  const { alerts } = (await health.json()) as { alerts: { key: string }[] };
  assert.deepEqual(
    alerts.map(({ key }) => key),
    ["store"],
  );
});

test("metrics are behind the log-in, or on a port of their own", async (t) => {
  const ingest = await startTestIngest(t, { metricsPort: 0 });
  await ingest.post(createBody(createEvent(), createEvent({ event_id: "" })));
  await ingest.post("{");
  await ingest.rowsOnce(({ status }) => status === "dry_run", 1);
  assert.equal((await fetch(`${ingest.url}/metrics`)).status, 401);
  const cookie = await ingest.logIn();
  const inside = await (await fetch(`${ingest.url}/metrics`, { headers: { cookie } })).text();
  const apart = await (await fetch(`${ingest.metricsUrl}/metrics`)).text();
  for (const text of [inside, apart]) {
    assert.match(text, /^pixelflow_events_received_total\{outcome="accepted"\} 1$/m);
    assert.match(text, /^pixelflow_events_received_total\{outcome="rejected"\} 1$/m);
    assert.match(text, /^pixelflow_requests_refused_total\{status="400"\} 1$/m);
    assert.match(text, /^pixelflow_events_settled_total\{status="dry_run",reason=""\} 1$/m);
    assert.match(text, /^pixelflow_events_pending 0$/m);
  }
  assert.equal((await fetch(`${ingest.metricsUrl}/api/events`)).status, 404);
});

test("the log has no personal data and no event contents", async (t) => {
  const lines: string[] = [];
  const ingest = await startTestIngest(t, { log: (...line) => lines.push(JSON.stringify(line)) });
  const customerData = { em: "jane@example.com" };
  await ingest.post(createBody(createEvent({ customerData, additionalData: { value: "jane@example.com" } })));
  await ingest.post('{"jane@example.com');
  await ingest.post(createBody(createEvent({ event_id: "", eventName: "jane@example.com" })));
  await ingest.close();
  assert.doesNotMatch(lines.join(), /jane/);
});

test("each site's rows go by its own measure", async (t) => {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  const now = Date.now();
  const ages = [200, 40, 1];
  await store.append(
    ages.flatMap((age) =>
      ["short", "usual"].map((siteId) => ({
        siteId,
        pixelId: "dry-run",
        eventName: "Lead",
        eventId: `${siteId}-${age}`,
        url: "",
        status: "failed" as const,
        reason: null,
        error: null,
        receivedAt: now - age * DAY_MS,
        eventTime: now,
        data: "{}",
      })),
    ),
  );
  const sites = createSites(parseSites({ sites: [{ id: "short", apiKey: "k", retentionDays: 30 }] }));
  const pruned = await pruneOldRows({ store, sites, retentionDays: 190, now, stopped: () => false });
  assert.equal(pruned, 3);
  const { events } = await store.query({ limit: 10 });
  assert.deepEqual(events.map(({ eventId }) => eventId).sort(), ["short-1", "usual-1", "usual-40"]);
});
