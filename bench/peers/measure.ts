import type { Browser, Page } from "playwright";
import { median } from "./median.ts";
import type { Product } from "./products.ts";
import type { RecordingServer } from "./recording-server.ts";

/** Where products are measured, and the code that browsers get of each. */
export interface Bench {
  browser: Browser;
  server: RecordingServer;
  userAgent: string;
  codes: ReadonlyMap<Product, string>;
}

/** What becomes of `BURST` events. */
export interface Burst {
  arrived: number;
  /** From the first call to the last arrival. */
  ms: number;
  requests: number;
}

/** Calls in one task, as from a page that replays a queue of its own. */
export const BURST = 1000;
const CALLS = 600;
/** The first calls fill caches and are left out. */
const WARM_UP = 100;
/** So long without a new event, and the rest will not come: longer than any tag's own pause between two batches. */
const SILENCE_MS = 15_000;

/** Microseconds that one call holds the page up, median; without customer data, which not every tag hashes. */
export async function measureCalls(product: Product, bench: Bench): Promise<number> {
  const page = await openLoaded(product, bench);
  const times = await page.evaluate<number[]>(`(async () => {
    const call = ${product.call}, times = [];
    for (let n = 0; n < ${CALLS}; n++) {
      await new Promise((resolve) => setTimeout(resolve));
      const start = performance.now();
      call(n);
      times.push(performance.now() - start);
    }
    return times;
  })()`);
  await page.context().close();
  return median(times.slice(WARM_UP)) * 1000;
}

/** `BURST` calls at once on an open page, until the last has arrived or no more come. */
export async function measureBurst(product: Product, bench: Bench): Promise<Burst> {
  const page = await openLoaded(product, bench);
  // Numbers that no earlier call had, whose events may still be on their way.
  const arrived = bench.server.watch(/order-1\d{5}/g);
  const start = performance.now();
  await page.evaluate(
    `{ const call = ${product.call}; for (let n = 0; n < ${BURST}; n++) call(100_000 + n); void 0; }`,
  );
  while (arrived.orders.size < BURST && performance.now() - Math.max(start, arrived.lastAt) < SILENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await page.context().close();
  return { arrived: arrived.orders.size, ms: arrived.lastAt - start, requests: arrived.requests };
}

/**
 * A visitor's first page, with the tag's settings and its code, which `load` runs. It has used its storages: opening them
 * is no tag's own cost.
 */
async function openPage(product: Product, { browser, server, userAgent, codes }: Bench): Promise<Page> {
  const context = await browser.newContext({ userAgent });
  const page = await context.newPage();
  const script = `localStorage.length + sessionStorage.length + document.cookie; ${product.before(server.origin)}`;
  await page.goto(
    server.add("/shop", { type: "text/html", text: `<!doctype html><title>shop</title><script>${script}</script>` }),
  );
  const code = `${codes.get(product)}\n;${product.start?.(server.origin) ?? ""}`;
  await page.evaluate((text) => Object.assign(window, { benchedCode: text }), code);
  return page;
}

/** Runs the tag's code as the browser runs a script that has arrived, and waits until it has started. */
async function load(page: Page, { isReady }: Product): Promise<void> {
  await page.evaluate(
    `{ const script = document.createElement("script"); script.textContent = benchedCode; document.head.append(script); }`,
  );
  await page.waitForFunction(isReady);
}

async function openLoaded(product: Product, bench: Bench): Promise<Page> {
  const page = await openPage(product, bench);
  await load(page, product);
  return page;
}
