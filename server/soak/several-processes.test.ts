import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startFakeGraph } from "../relay/fake-graph.ts";
import { startPostgres } from "../test-support/start-postgres.ts";
import { startProcess } from "../test-support/start-process.ts";
import { createBody, createEvent, createTestFolder, SHOP } from "../test-support/start-test-ingest.ts";

const BODIES = 60;
const EVENTS_PER_BODY = 25;
const TAKEOVER_MS = 60_000;

test("two receive and two relay processes on one PostgreSQL share the work, and a killed relay's is taken over", async (t) => {
  const postgres = await startPostgres();
  t.after(postgres.stop);
  const [graphA, graphB] = await Promise.all([startFakeGraph(), startFakeGraph()]);
  t.after(() => Promise.all([graphA.close(), graphB.close()]));
  const sitesFile = join(await createTestFolder(t), "sites.json");
  await writeFile(sitesFile, JSON.stringify({ sites: [{ ...SHOP, pixels: [{ id: "1001", accessToken: "token" }] }] }));
  const env = {
    DATABASE_URL: await postgres.createDatabase(),
    SITES_FILE: sitesFile,
    RATE_LIMIT_PER_KEY: "0",
    RATE_LIMIT_PER_IP: "0",
  };
  const start = async (more: Record<string, string>) => {
    const ingest = await startProcess({ ...env, ...more });
    t.after(() => ingest.kill("SIGKILL"));
    return ingest;
  };
  const receivers = await Promise.all([start({ ROLE: "receive" }), start({ ROLE: "receive" })]);
  const relayA = await start({ ROLE: "relay", META_GRAPH_URL: graphA.url });
  const relayB = await start({ ROLE: "relay", META_GRAPH_URL: graphB.url });
  assert.equal((await fetch(`${relayA.url}/event`, { method: "POST", body: "{}" })).status, 404);

  let sent = 0;
  const send = async (bodies: number) => {
    for (let body = 0; body < bodies; body += 1) {
      const events = Array.from({ length: EVENTS_PER_BODY }, () => {
        sent += 1;
        return createEvent({ event_id: `pf-${sent}` });
      });
      const receiver = receivers[body % 2] ?? assert.fail();
      const response = await fetch(`${receiver.url}/event`, {
        method: "POST",
        body: JSON.stringify(createBody(...events)),
        headers: { "user-agent": "Test browser" },
      });
      assert.equal(response.status, 202);
    }
  };
  const waitUntil = async (condition: () => boolean, ms: number) => {
    const endsAt = Date.now() + ms;
    while (!condition()) {
      assert.ok(Date.now() < endsAt, `not within ${ms / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const seen = () => new Set([...graphA.received, ...graphB.received]).size;
  await send(BODIES);
  // Until both have had their share, however the first ones were dealt out.
  while (graphA.received.length === 0 || graphB.received.length === 0) await send(1);
  await waitUntil(() => seen() === sent, 30_000);
  assert.equal(graphA.received.length + graphB.received.length, sent, "an event was posted by both");

  graphA.answer(() => "hang");
  const held = graphA.calls.length;
  await send(BODIES);
  while (graphA.calls.length === held) await send(1);
  await relayA.kill("SIGKILL");
  const killedAt = Date.now();
  await waitUntil(() => seen() === sent, TAKEOVER_MS);
  t.diagnostic(`taken over after ${((Date.now() - killedAt) / 1000).toFixed(1)} s`);
  assert.equal(await relayB.kill("SIGTERM"), 0);
  for (const receiver of receivers) assert.equal(await receiver.kill("SIGTERM"), 0);
});
