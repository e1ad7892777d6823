import { type Marks, sumBusyMs } from "./busy-ms.ts";
import { median } from "./median.ts";
import { EMPTY, type Product } from "./products.ts";
import type { RecordingServer } from "./recording-server.ts";
import { startTracedBrowser, type TracedBrowser } from "./traced-browser.ts";

/** Where loads are measured, with the code that browsers get of each tag. */
export interface LoadBench {
  server: RecordingServer;
  /** Flags for the browser, beyond those of every test. */
  flags: readonly string[];
  codes: ReadonlyMap<Product, string>;
}

const TURNS = 15;
/** What a tag does in the first moments after its start is part of its start. */
const SETTLE_MS = 300;
/** No tag takes so long; one that does will not start. */
const START_LIMIT_MS = 30_000;

/**
 * Milliseconds of processor time that the main thread spends on each tag until it has arrived, compiled, run and
 * started, less what an empty script costs; medians. Processor time, since it leaves out what else the machine does;
 * until it has started, since some tags put most of it off. Each is loaded as sites load it, by an async script of the
 * page's head in a browser that only traces; the tags take turns.
 */
export async function measureLoads({ server, flags, codes }: LoadBench): Promise<Map<Product, number>> {
  const loads = [...codes, [EMPTY, ";"] as const];
  const turns: number[][] = [];
  while (turns.length < TURNS) turns.push(await measureTurn(loads, { server, flags }));
  const medians = loads.map((_, n) => median(turns.map((turn) => turn[n] ?? 0)));
  const floor = medians.at(-1) ?? 0;
  return new Map([...codes.keys()].map((product, n) => [product, (medians[n] ?? 0) - floor]));
}

/**
 * Each tag once, in a browser and a trace of their own: Chromium may need ten seconds to start a trace after pages have
 * been closed, and their tags would go on meanwhile.
 */
async function measureTurn(
  loads: readonly (readonly [Product, string])[],
  { server, flags }: Pick<LoadBench, "server" | "flags">,
): Promise<number[]> {
  const browser = await startTracedBrowser(flags);
  try {
    const endTrace = await browser.startTrace();
    // A browser's first page finds it busy with its own start.
    await loadTag([EMPTY, ";"], { server, browser, marks: markPage("first") });
    for (const [n, load] of loads.entries()) await loadTag(load, { server, browser, marks: markPage(n) });
    const events = await endTrace();
    return loads.map((_, n) => sumBusyMs(events, markPage(n)));
  } finally {
    await browser.stop();
  }
}

/** The names of the two marks that a page sets: they tell it from the others of its trace. */
const markPage = (page: number | "first"): Marks => ({ from: `bench-start-${page}`, to: `bench-settled-${page}` });

interface Visit {
  server: RecordingServer;
  browser: TracedBrowser;
  marks: Marks;
}

/** One visitor's first page, until it says by a request that the tag has settled. */
async function loadTag([product, code]: readonly [Product, string], { server, browser, marks }: Visit): Promise<void> {
  server.add("/tag.js", { type: "text/javascript", text: `${code}\n;${product.start?.(server.origin) ?? ""}` });
  const text = writePage(product, { origin: server.origin, marks });
  const url = server.add("/load", { type: "text/html", text });
  const settled = server.untilAsked("/bench-settled", AbortSignal.timeout(START_LIMIT_MS));
  try {
    const [closePage] = await Promise.all([browser.openPage(url), settled]);
    await closePage();
  } catch (cause) {
    throw new Error(`The load of ${product.name || "the empty script"} could not be measured.`, { cause });
  }
}

/**
 * A page with the tag's settings that has used its storages, since opening them is no tag's own cost. Its own load is
 * over before the tag's begins. It looks for the tag's start by timer: a frame would draw the page, which costs more.
 */
const writePage = (
  { before, isReady }: Product,
  { origin, marks }: { origin: string; marks: Marks },
) => `<!doctype html><title>shop</title>
<script>localStorage.length + sessionStorage.length + document.cookie; ${before(origin)}</script>
<script>
  const settle = () => { performance.mark("${marks.to}"); navigator.sendBeacon("/bench-settled"); };
  const check = () => setTimeout(...(${isReady}) ? [settle, ${SETTLE_MS}] : [check, 10]);
  const loadTag = () => {
    performance.mark("${marks.from}");
    const script = Object.assign(document.createElement("script"), { async: true, src: "/tag.js", onload: check });
    document.head.append(script);
  };
  addEventListener("load", () => requestIdleCallback(loadTag));
</script>`;
