import { randomInt } from "node:crypto";
import { median } from "./median.ts";
import { EMPTY, type Product } from "./products.ts";
import type { RecordingServer } from "./recording-server.ts";
import type { TracedBrowser } from "./traced-browser.ts";

/** Where products are measured, and the code that browsers get of each. */
export interface Bench {
  /** One whose pages have no devtools attached: reading cookies, for one, costs more where they are. */
  browser: TracedBrowser;
  server: RecordingServer;
  codes: ReadonlyMap<Product, string>;
}

/** What becomes of calls in one task. */
export interface Burst {
  calls: number;
  arrived: number;
  /** From the first call to the last arrival. */
  ms: number;
  requests: number;
}

const TURNS = 3;
const CALLS = 120;
/** The first calls fill caches and are left out. */
const WARM_UP = 20;
/** Between two calls, so that each is one by itself, as a page makes it: what the one before began has been answered. */
const PAUSE_MS = 50;
/** A tag has started, and what it does in the first moments after is over. */
const SETTLE_MS = 500;
/**
 * So long without a new event, and the rest will not come. Far longer than any tag's own pause between two batches: on a
 * busy machine some need more than fifteen seconds before their first.
 */
const SILENCE_MS = 60_000;
/** No page takes so long; one that does has failed. */
const PAGE_LIMIT_MS = 60_000;

/** What one call costs the page, in microseconds. */
export interface Call {
  /** Until it returns. */
  returnsUs: number;
  /** Until the task that it was made in is over. */
  endsUs: number;
}

/**
 * What one call costs, medians, less what calling nothing takes; without customer data, which not every tag hashes. Each
 * has a task of its own: a tag that leaves its work to the reactions of promises returns early and holds the page up no
 * less. What is put off to later tasks is not in it. The tags take turns.
 */
export async function measureCalls({ browser, server, codes }: Bench): Promise<Map<Product, Call>> {
  const tags = [...codes, [EMPTY, ";"] as const];
  const turns: Call[][] = [];
  while (turns.length < TURNS) {
    const turn: Call[] = [];
    for (const [product, code] of tags) {
      const page = addPage(server, { product, code, use: writeCalls(product) });
      const [closePage, answer] = await Promise.all([browser.openPage(page), untilSaid(server, "/bench-calls")]);
      await closePage();
      turn.push({ returnsUs: readMedian(answer, "returns"), endsUs: readMedian(answer, "ends") });
    }
    turns.push(turn);
  }
  const over = (n: number, what: keyof Call) => median(turns.map((turn) => turn[n]?.[what] ?? 0));
  const cost = (n: number, what: keyof Call) => Math.max(0, over(n, what) - over(codes.size, what));
  const measure = (n: number): Call => ({ returnsUs: cost(n, "returnsUs"), endsUs: cost(n, "endsUs") });
  return new Map([...codes.keys()].map((product, n) => [product, measure(n)]));
}

const readMedian = (answer: URLSearchParams, name: string) =>
  median((answer.get(name) ?? "").split(",").slice(WARM_UP).map(Number));

/** So many `calls` at once on an open page, until the last has arrived or no more come. */
export async function measureBurst(
  product: Product,
  { browser, server, codes, calls }: Bench & { calls: number },
): Promise<Burst> {
  const code = codes.get(product) ?? "";
  // Numbers that no earlier burst had: what a closed page leaves behind may still be on its way.
  const group = randomInt(1e5, 1e6);
  const page = addPage(server, { product, code, use: writeBurst(product, { calls, first: group * 1e4 }) });
  const arrived = server.watch(new RegExp(`order-${group}\\d{4}`, "g"));
  const [closePage] = await Promise.all([browser.openPage(page), untilSaid(server, "/bench-burst")]);
  const start = performance.now();
  while (arrived.orders.size < calls && performance.now() - Math.max(start, arrived.lastAt) < SILENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await closePage();
  if (arrived.orders.size === 0) throw new Error(`Nothing of ${product.name} arrived, so the bench mistakes it.`);
  return { calls, arrived: arrived.orders.size, ms: arrived.lastAt - start, requests: arrived.requests };
}

const untilSaid = (server: RecordingServer, path: string) =>
  server.untilAsked(path, AbortSignal.timeout(PAGE_LIMIT_MS));

interface PageParts {
  product: Product;
  code: string;
  /** Page code: what is done once the tag has settled. */
  use: string;
}

/**
 * Serves a visitor's first page, with the tag's settings and its code as an async script of the head. It has used its
 * storages: opening them is no tag's own cost.
 */
function addPage(server: RecordingServer, { product: { before, start, isReady }, code, use }: PageParts): string {
  const { origin } = server;
  server.add("/tag.js", { type: "text/javascript", text: `${code}\n;${start?.(origin) ?? ""}` });
  const text = `<!doctype html><title>shop</title>
<script>localStorage.length + sessionStorage.length + document.cookie; ${before(origin)}</script>
<script>
  const use = async () => { ${use} };
  const check = () => setTimeout(...(${isReady}) ? [use, ${SETTLE_MS}] : [check, 10]);
  document.head.append(Object.assign(document.createElement("script"), { async: true, src: "/tag.js", onload: check }));
</script>`;
  return server.add("/shop", { type: "text/html", text });
}

/** The message was posted before the call, so its task is the next one after that of the call. */
const writeCalls = ({ call }: Product) => `
  const call = ${call}, returns = [], ends = [], { port1, port2 } = new MessageChannel();
  for (let n = 0; n < ${CALLS}; n++) {
    await new Promise((resolve) => setTimeout(resolve, ${PAUSE_MS}));
    const ended = new Promise((resolve) => { port1.onmessage = () => resolve(performance.now()); });
    port2.postMessage("");
    const start = performance.now();
    call(n);
    returns.push(Math.round((performance.now() - start) * 1000));
    ends.push(Math.round((await ended - start) * 1000));
  }
  await fetch("/bench-calls?returns=" + returns + "&ends=" + ends);`;

const writeBurst = ({ call }: Product, { calls, first }: { calls: number; first: number }) => `
  const call = ${call};
  await fetch("/bench-burst");
  for (let n = 0; n < ${calls}; n++) call(${first} + n);`;
