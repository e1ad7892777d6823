// What the ingest carries: single-event posts over 64 connections, each on the disk before its answer, with the relay
// running; beside a bare node:http server that parses the same body. And how fast stored events reach Meta's stand-in.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../server/test-support/start-postgres.ts";
import { startProcess } from "../server/test-support/start-process.ts";
import type { LoadResult } from "./ingest-load.ts";
import { BENCH_SITE, startBenchProcess } from "./ingest-processes.ts";
import { median } from "./peers/median.ts";

const CONNECTIONS = 64;
const WARM_UP_MS = 2000;
/** A machine's pace changes within a run, so each store takes turns with the floor. */
const ROUNDS = 3;
const ROUND_MS = 4000;
const DISPATCH_BODIES_MS = 4000;
const EVENTS_PER_BODY = 100;

const client = startBenchProcess();
const floor = startBenchProcess();
const load = (url: string, durationMs: number, eventsPerBody = 1, connections = CONNECTIONS) =>
  client.ask<LoadResult>({ kind: "load", url: `${url}/event`, connections, durationMs, eventsPerBody });

/** The round with the middle rate. */
const middle = (rounds: LoadResult[]) => rounds.toSorted((a, b) => a.perSecond - b.perSecond)[rounds.length >> 1];

function show(name: string, rounds: LoadResult[], floors?: LoadResult[]): void {
  const { perSecond, p50Ms, p99Ms } = middle(rounds) as LoadResult;
  const shares = floors?.map((floor, index) => (rounds[index] as LoadResult).perSecond / floor.perSecond);
  const [share, least, most] = shares
    ? [median(shares), Math.min(...shares), Math.max(...shares)].map((ratio) => ratio.toFixed(2))
    : [];
  const beside = share ? `  ${share} of the floor (${least} to ${most})` : "";
  const others = rounds.flatMap(({ statuses }) => Object.entries(statuses).filter(([status]) => status !== "202"));
  const errors = others.length > 0 ? `  other answers: ${JSON.stringify(others)}` : "";
  const rate = Math.round(perSecond).toString().padStart(6);
  console.log(
    `${name.padEnd(24)}${rate} posts/s  p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms${beside}${errors}`,
  );
}

async function measureStore(name: string, env: Record<string, string>, floorUrl: string): Promise<void> {
  const graph = startBenchProcess();
  const META_GRAPH_URL = await graph.ask<string>({ kind: "graph" });
  const ingest = await startProcess({ ...env, META_GRAPH_URL, RATE_LIMIT_PER_KEY: "0", RATE_LIMIT_PER_IP: "0" });
  const received = () => graph.ask<number>("received");
  const pending = async () => {
    const health = await (await fetch(`${ingest.url}/healthz`)).json();
    return (health as { pending: number }).pending;
  };
  const drain = async () => {
    while ((await pending()) > 0) await sleep(20);
  };

  await load(ingest.url, WARM_UP_MS);
  await drain();
  const floors: LoadResult[] = [];
  const rounds: LoadResult[] = [];
  const backlogs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await load(floorUrl, ROUND_MS));
    rounds.push(await load(ingest.url, ROUND_MS));
    backlogs.push(await pending());
    // The floor has the machine to itself.
    await drain();
  }
  show("bare node:http", floors);
  show(name, rounds, floors);
  console.log(`${"".padEnd(24)}${Math.max(...backlogs)} events waited for the relay after a round`);

  // A few senders with big bodies fill the store faster than single posts do, then the relay has it to itself.
  const before = await received();
  const startedAt = performance.now();
  await load(ingest.url, DISPATCH_BODIES_MS, EVENTS_PER_BODY, 4);
  await drain();
  const events = (await received()) - before;
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${"".padEnd(24)}${Math.round(events / seconds)} events/s to Meta's stand-in (${events} events)`);
  graph.stop();
  await ingest.kill("SIGTERM");
}

const folder = await mkdtemp(join(tmpdir(), "pixelflow-bench-"));
const postgres = await startPostgres();
try {
  const sitesFile = join(folder, "sites.json");
  const pixels = [{ id: "1001", accessToken: "token" }];
  await writeFile(sitesFile, JSON.stringify({ sites: [{ ...BENCH_SITE, pixels }] }));
  const floorUrl = await floor.ask<string>({ kind: "floor" });
  await load(floorUrl, WARM_UP_MS);
  await measureStore("SQLite", { DATA_DIR: join(folder, "data"), SITES_FILE: sitesFile }, floorUrl);
  const DATABASE_URL = await postgres.createDatabase();
  await measureStore("PostgreSQL", { DATABASE_URL, SITES_FILE: sitesFile }, floorUrl);
} finally {
  client.stop();
  floor.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
