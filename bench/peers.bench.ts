// The tag beside four others, in one run and one browser: what travels, what loading and calling costs the page, and what
// becomes of a burst. Nothing leaves the machine. The README shows the table.
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { measureBrotli, pasteBetween } from "../build.mjs";
import { fetchPeers } from "./peers/fetch-peers.ts";
import { type Bench, measureBurst, measureCalls } from "./peers/measure.ts";
import { measureLoads } from "./peers/measure-loads.ts";
import { formatPeerTable, type PeerRow } from "./peers/peer-table.ts";
import { OURS, PEERS, type Product } from "./peers/products.ts";
import { createRecordingServer } from "./peers/recording-server.ts";
import { startTracedBrowser } from "./peers/traced-browser.ts";

/**
 * Ours may hold the main thread for so long, as a part of Segment's time, until each has started and told of the page's
 * view, as its own snippet has it do. A quarter is the aim; what keeps ours above it are mostly the browser's own costs:
 * two requests, a lock, and cookies.
 */
const LOAD_RATIO_LIMIT = 0.35;
/** Calls in one task, as from a page that replays a queue of its own. */
const BURST = 1000;
/** Where not all of them arrive: what a tag without a queue of its own is made for. */
const SMALL_BURST = 100;
const SEGMENT = "@segment/analytics-next";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(await readFile(join(root, "dist/manifest.json"), "utf8"));
const ours: Product = { ...OURS, version: manifest.version };
const fetched = await fetchPeers(root, PEERS);
if (typeof fetched === "string")
  console.log(`The other tags could not be fetched, so ours is measured alone: ${fetched}`);
const codes = new Map([[ours, await readFile(join(root, ours.file), "utf8")]]);
if (typeof fetched !== "string") for (const [peer, code] of fetched) codes.set(peer, code);

const server = await createRecordingServer();
const flags = [
  // No name but the server's address is known to the browsers, so that nothing measured here reaches its maker.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  // Some tags send nothing from a browser that says it is driven.
  "--disable-blink-features=AutomationControlled",
];
const browser = await startTracedBrowser(flags);
const rows: PeerRow[] = [];
try {
  const loads = await measureLoads({ server, flags, codes });
  const bench: Bench = { browser, server, codes };
  const calls = await measureCalls(bench);
  for (const [product, code] of codes) {
    const { name, version, note } = product;
    const bytes = Buffer.from(code);
    const burst = await measureBurst(product, { ...bench, calls: BURST });
    rows.push({
      name,
      version,
      raw: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: measureBrotli(code),
      loadMs: loads.get(product) ?? 0,
      call: calls.get(product) ?? { returnsUs: 0, endsUs: 0 },
      burst,
      ...(burst.arrived < BURST && {
        smallBurst: await measureBurst(product, { ...bench, calls: SMALL_BURST }),
      }),
      ...(note !== undefined && { note }),
    });
  }
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} cores, ${process.arch.replace("x64", "x86-64")}, Chromium ${browser.version}`;
  const table = formatPeerTable(rows, { day, machine });
  console.log(`\n${table}`);
  // A table without the others compares nothing.
  if (rows.length > 1) await pasteBetween("README.md", "bench", `\n**Beside other tags**, in one run:\n\n${table}`);
} finally {
  await browser.stop();
  await server.stop();
}

const segment = rows.find(({ name }) => name === SEGMENT);
if (segment && rows[0]) {
  const ratio = rows[0].loadMs / segment.loadMs;
  console.log(`\nload, main thread, beside ${SEGMENT}: ${ratio.toFixed(2)} (limit ${LOAD_RATIO_LIMIT})`);
  if (ratio >= LOAD_RATIO_LIMIT) {
    console.error("The tag holds the main thread for too long while it loads.");
    process.exitCode = 1;
  }
}
