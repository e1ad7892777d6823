import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FakeGraph, type GraphCall, startFakeGraph } from "../relay/fake-graph.ts";
import type { Settings } from "../settings.ts";
import { openStore } from "../store/open-store.ts";
import { startProcess } from "../test-support/start-process.ts";
import { SHOP } from "../test-support/start-test-ingest.ts";
import { markerOf, type SentEvents, sendUntilKilled } from "./send-until-killed.ts";

/** What a soak found. Everything but the first three has to be zero. */
export interface SoakResult {
  kills: number;
  acknowledged: number;
  /** Events in requests that Meta took; what is more than `acknowledged` are repeats and unacknowledged ones. */
  received: number;
  missingInStore: number;
  missingAtGraph: number;
  /** Events that reached Meta under an id that is not theirs. */
  changedIds: number;
}

interface SoakOptions {
  store: Settings["store"];
  kills: number;
  /** SIGKILL unless told otherwise; after SIGTERM the ingest has to end by itself, with code 0. */
  signal?: "SIGKILL" | "SIGTERM";
}

const MAX_LIFE_MS = 1500;
const DRAIN_MS = 120_000;

/**
 * Kills the ingest without warning at random moments under load, again and again on the same store, then lets it
 * finish and counts. Meta's stand-in fails now and then as well: it answers 500, cuts off, or answers by half.
 */
export async function runSoak({ store, kills, signal = "SIGKILL" }: SoakOptions): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), "pixelflow-soak-"));
  const graph = await startFakeGraph();
  const sitesFile = join(folder, "sites.json");
  await writeFile(sitesFile, JSON.stringify({ sites: [{ ...SHOP, pixels: [{ id: "1001", accessToken: "token" }] }] }));
  const env = {
    ...(store.kind === "sqlite" ? { DATA_DIR: store.dataDir } : { DATABASE_URL: store.url }),
    SITES_FILE: sitesFile,
    META_GRAPH_URL: graph.url,
    RATE_LIMIT_PER_KEY: "0",
    RATE_LIMIT_PER_IP: "0",
  };
  try {
    let sent: SentEvents = { acknowledged: new Set(), unanswered: [] };
    for (let kill = 0; kill < kills; kill += 1) {
      graph.answer(failNowAndThen);
      const ingest = await startProcess(env);
      const life = sleep(Math.random() * MAX_LIFE_MS).then(() => ingest.kill(signal));
      sent = await sendUntilKilled(ingest.url, sent, life);
      const code = await life;
      if (signal === "SIGTERM" && code !== 0) throw new Error(`The ingest ended with ${code}:\n${ingest.output()}`);
    }
    graph.answer(() => undefined);
    await drain(env);
    return await count({ store, kills, sent, graph });
  } finally {
    await graph.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function failNowAndThen(): ReturnType<Parameters<FakeGraph["answer"]>[0]> {
  const chance = Math.random();
  if (chance < 0.02) return "half";
  if (chance < 0.03) return "cut";
  return chance < 0.04 ? { status: 500, body: "" } : undefined;
}

/** Runs the ingest once more until nothing waits, and stops it as an operator would. */
async function drain(env: Record<string, string>): Promise<void> {
  const ingest = await startProcess(env);
  const endsAt = Date.now() + DRAIN_MS;
  for (;;) {
    const { pending } = (await (await fetch(`${ingest.url}/healthz`)).json()) as { pending: number };
    if (pending === 0) break;
    if (Date.now() > endsAt) throw new Error(`${pending} events still wait after ${DRAIN_MS / 1000} seconds.`);
    await sleep(100);
  }
  const code = await ingest.kill("SIGTERM");
  if (code !== 0) throw new Error(`The ingest ended with ${code}:\n${ingest.output()}`);
}

interface Counted {
  store: Settings["store"];
  kills: number;
  sent: SentEvents;
  graph: FakeGraph;
}

async function count({ store: settings, kills, sent, graph }: Counted): Promise<SoakResult> {
  const store = await openStore(settings);
  let missingInStore = 0;
  for (const id of sent.acknowledged) if ((await store.detailByEventId(SHOP.id, id)) === null) missingInStore += 1;
  await store.close();
  const received = new Set(graph.received);
  const events = graph.calls.flatMap(({ body }: GraphCall) => body.data);
  return {
    kills,
    acknowledged: sent.acknowledged.size,
    received: graph.received.length,
    missingInStore,
    missingAtGraph: [...sent.acknowledged].filter((id) => !received.has(id)).length,
    changedIds: events.filter((event) => event.custom_data?.order_id !== markerOf(event.event_id)).length,
  };
}
