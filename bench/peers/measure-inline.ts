import { findMark, type Marks, type TraceEvent } from "./busy-ms.ts";
import { median } from "./median.ts";
import type { RecordingServer } from "./recording-server.ts";
import { startTracedBrowser } from "./traced-browser.ts";

const TURNS = 15;
/** No page takes so long; one that does will not load. */
const LOAD_LIMIT_MS = 30_000;

/** Where scripts are measured. */
export interface InlineBench {
  server: RecordingServer;
  /** Flags for the browser, beyond those of every test. */
  flags: readonly string[];
}

/**
 * Milliseconds of processor time for which each of these scripts holds up the parser that meets it in a page's head, less
 * what an empty one costs; medians. Each in a process that has run nothing before, in a browser that only traces; they
 * take turns.
 */
export async function measureInline(
  scripts: ReadonlyMap<string, string>,
  bench: InlineBench,
): Promise<Map<string, number>> {
  const all = [...scripts.values(), ""];
  const turns: number[][] = [];
  while (turns.length < TURNS) turns.push(await measureTurn(all, bench));
  const medians = all.map((_, n) => median(turns.map((turn) => turn[n] ?? 0)));
  const floor = medians.at(-1) ?? 0;
  return new Map([...scripts.keys()].map((name, n) => [name, (medians[n] ?? 0) - floor]));
}

/** Each once, in a browser of their own. The pages stay open: what a process saw may be lost when it ends at once. */
async function measureTurn(scripts: readonly string[], { server, flags }: InlineBench): Promise<number[]> {
  const browser = await startTracedBrowser(flags);
  try {
    const endTrace = await browser.startTrace();
    const visit = async (script: string, marks: Marks) => {
      const settled = server.untilAsked("/bench-settled", AbortSignal.timeout(LOAD_LIMIT_MS));
      const url = server.add("/inline", { type: "text/html", text: writePage(script, marks) });
      await Promise.all([browser.openPage(url), settled]);
    };
    // A browser's first page finds it busy with its own start.
    await visit("", markPage("first"));
    for (const [n, script] of scripts.entries()) await visit(script, markPage(n));
    const events = await endTrace();
    return scripts.map((_, n) => processorMs(events, markPage(n)));
  } finally {
    await browser.stop();
  }
}

const markPage = (page: number | "first"): Marks => ({ from: `bench-before-${page}`, to: `bench-behind-${page}` });

/** Of the thread that set the marks, from one to the other. */
function processorMs(events: readonly TraceEvent[], { from, to }: Marks): number {
  const [start = 0, end = 0] = [from, to].map((mark) => findMark(events, mark).tts);
  return (end - start) / 1000;
}

/**
 * The page writes its real content once its own load is over: by then its process is part of the trace. The marks stand
 * in scripts of their own, since compiling the script between them is part of what it costs.
 */
function writePage(script: string, { from, to }: Marks): string {
  const content = `<!doctype html><title>shop</title>
<script>performance.mark("${from}")</script>
<script>${script}</script>
<script>performance.mark("${to}"); setTimeout(() => navigator.sendBeacon("/bench-settled"))</script>`;
  return `<!doctype html><title>shop</title>
<script>
  const content = ${JSON.stringify(content).replace(/</g, "\\u003c")};
  const write = () => { document.open(); document.write(content); document.close(); };
  addEventListener("load", () => requestIdleCallback(write));
</script>`;
}
