// What the tag costs a page, in a real browser, beside floors from the same run. Times are medians of the main thread in
// a cross-origin isolated page, where the clock is exact to 5 µs.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import config from "../e2e/playwright.config.ts";
import { createRecordingIngest, type RecordingIngest } from "../e2e/support/recording-ingest.ts";
import { createTestSite, pasteSnippet } from "../e2e/support/test-site.ts";
import { measureInline } from "./peers/measure-inline.ts";
import { createRecordingServer } from "./peers/recording-server.ts";

const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "credentialless",
};

/** One customer with eight fields; a new one for each call, so that nothing is remembered from the last. */
const CALL = `(n) => pixelFlow.trackEvent("Purchase", { value: 40, currency: "EUR", order_id: "order-" + n },
  { em: "visitor" + n + "@shop.example", ph: "+1 555 010 " + (1000 + n), fn: "Anna" + n, ln: "Example" + n,
    ct: "Springfield" + n, st: "CA", zp: "94103", country: "US" })`;

type OpenPage = () => Promise<Page>;

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const p99 = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.99)] ?? 0;
const say = (name: string, value: string) => console.log(`${name.padEnd(58)} ${value}`);
const us = (ms: number) => `${(ms * 1000).toFixed(0)} µs`;

/** The usual snippet of a tag: a function that queues its calls, and the tag's element; as a measure for ours. */
const USUAL_SNIPPET = `(function (w, d, name, url) {
  var queue = w[name] = w[name] || function () { queue.calls.push(arguments); };
  queue.calls = queue.calls || [];
  var script = d.createElement("script"), first = d.getElementsByTagName("script")[0];
  script.async = true; script.src = url; first.parentNode.insertBefore(script, first);
})(window, document, "usual", "/tag.js"); usual("init", "1"); usual("track", "PageView");`;

/** What a page waits for: the snippet in its head. The element that loads a script is most of it, whatever the tag. */
async function measureSnippet() {
  const server = await createRecordingServer();
  server.add("/tag.js", { type: "text/javascript", text: ";" });
  const snippet = pasteSnippet({ endpoint: `${server.origin}/event`, bundle: "/tag.js" }).replace(/<\/?script>/g, "");
  const bare = `document.head.append(Object.assign(document.createElement("script"), { src: "/tag.js" }))`;
  try {
    const scripts = new Map(Object.entries({ bare, usual: USUAL_SNIPPET, snippet }));
    const times = await measureInline(scripts, { server, flags: [] });
    const ms = (name: string) => times.get(name) ?? 0;
    say("snippet: a bare script element, as any tag's", us(ms("bare")));
    say("snippet: a usual one, with two calls", us(ms("usual")));
    say("snippet: ours", `${us(ms("snippet"))}, ${us(ms("snippet") - ms("bare"))} beyond the element (limit 1000 µs)`);
  } finally {
    await server.stop();
  }
}

async function measureLoad(openPage: OpenPage, url: string) {
  const code = await readFile(join(import.meta.dirname, "../dist/pixelflow.js"), "utf8");
  const time = async (script: string) => {
    const times: number[] = [];
    for (let run = 0; run < 15; run++) {
      const page = await openPage();
      await page.goto(url);
      const took = await page.evaluate((text) => {
        const element = document.createElement("script");
        element.textContent = text;
        const start = performance.now();
        document.head.append(element);
        return performance.now() - start;
      }, script);
      times.push(took);
      await page.close();
    }
    return median(times);
  };
  const empty = await time(";");
  const tag = await time(code);
  say("load: compile and run, an empty script", us(empty));
  say("load: compile and run, the tag", us(tag));
}

/** A page that uses no consent platform, and one whose visitors are asked first: what looking for platforms costs. */
async function measureConsent(openPage: OpenPage, pages: Record<string, string>) {
  for (const [mode, url] of Object.entries(pages)) {
    const times: number[] = [];
    for (let run = 0; run < 15; run++) {
      const page = await openPage();
      await page.goto(url);
      await page.waitForFunction("window.pixelFlow && !!window.pixelFlow.utils");
      // A second look at everything: what each event, each click and each second costs.
      times.push(
        await page.evaluate<number>(`(async () => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          const start = performance.now();
          for (let n = 0; n < 20; n++) { pixelFlow.trackEvent("Contact"); await null; await null; await null; }
          return (performance.now() - start) / 20;
        })()`),
      );
      await page.close();
    }
    say(`no consent platform on the page, ${mode}: one call with its look`, us(median(times)));
  }
}

async function measureCalls(page: Page) {
  const { sync, total } = await page.evaluate<{ sync: number[]; total: number[] }>(`(async () => {
    const call = ${CALL}, sync = [], total = [];
    for (let n = 0; n < 600; n++) {
      await new Promise((resolve) => setTimeout(resolve));
      const start = performance.now();
      call(n);
      const called = performance.now();
      // Hashing, storing and sending happen in the microtasks that follow.
      await null; await null; await null;
      sync.push(called - start);
      total.push(performance.now() - start);
    }
    return { sync: sync.slice(100), total: total.slice(100) };
  })()`);
  say("call with eight user fields: synchronous part, median", `${us(median(sync))} (limit 100 µs)`);
  say("call with eight user fields: synchronous part, p99", us(p99(sync)));
  say("call with eight user fields: all until stored, median", us(median(total)));
}

async function measureBurst(page: Page, ingest: RecordingIngest) {
  const before = ingest.requests.length;
  const start = Date.now();
  const { burst, floor } = await page.evaluate<{ burst: number; floor: number }>(`(async () => {
    const call = ${CALL}, COUNT = 2000;
    const start = performance.now();
    for (let n = 0; n < COUNT; n++) call(10_000 + n);
    await null; await null; await null;
    const burst = performance.now() - start;
    const bytes = Object.entries(localStorage).reduce((sum, [key, value]) => sum + (key.startsWith("_pf_outbox") ? value.length : 0), 0);
    // The floor: the same number of hashes of texts as long, and the same bytes written in pieces of 64 KiB.
    const { sha256 } = pixelFlow.utils;
    const floorStart = performance.now();
    for (let n = 0; n < COUNT; n++) for (let field = 0; field < 8; field++) sha256("visitor" + n + "@shop.example" + field);
    const piece = "x".repeat(64 * 1024);
    for (let written = 0, key = 0; written < bytes; written += piece.length) localStorage.setItem("floor" + key++, piece);
    return { burst, floor: performance.now() - floorStart };
  })()`);
  await ingest.until(() => ingest.events().filter(({ eventName }) => eventName === "Purchase").length >= 2600);
  say("burst of 2,000 calls: main thread until stored", `${burst.toFixed(0)} ms`);
  say("burst of 2,000 calls: the same hashes and bytes alone", `${floor.toFixed(0)} ms`);
  say("burst of 2,000 calls: ratio", `${(burst / floor).toFixed(2)} (limit 3)`);
  say("burst of 2,000 calls: delivered after", `${Date.now() - start} ms, ${ingest.requests.length - before} requests`);
}

/** A page that comes back with a full outbox: nothing may stutter while it drains. */
async function measureDrain(page: Page, ingest: RecordingIngest) {
  ingest.behave({ status: 503 });
  await page.evaluate(`(() => { const call = ${CALL}; for (let n = 0; n < 3000; n++) call(100_000 + n); })()`);
  await page.evaluate(`(window.longTasks = [], new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: "longtask" }))`);
  const before = ingest.events().length;
  ingest.behave("accept");
  const start = Date.now();
  // Of 3,000 events of a kilobyte the outbox keeps 3 MiB.
  const kept = await page.evaluate<number>(
    `Object.entries(localStorage).reduce((sum, [key, value]) => sum + (key.startsWith("_pf_outbox") ? value.split("\\n").length - 1 : 0), 0)`,
  );
  await ingest.until(() => ingest.events().length >= before + kept);
  const longest = await page.evaluate<number>("Math.max(0, ...longTasks)");
  say(`full outbox (${kept} events): drained after`, `${Date.now() - start} ms`);
  say("full outbox: longest task while it drains", longest ? `${longest.toFixed(0)} ms` : "under 50 ms (limit 50 ms)");
}

async function measureTraffic(page: Page, ingest: RecordingIngest) {
  const traffic = (from: number) => {
    const requests = ingest.requests.slice(from);
    const bytes = requests.reduce((sum, { text }) => sum + text.length, 0);
    return `${requests.length} requests, ${(bytes / 1024).toFixed(0)} KiB`;
  };
  const count = () => ingest.events().length;
  const begin = ingest.requests.length;
  const events = count();
  await page.evaluate(`(async () => { const call = ${CALL};
    for (let n = 0; n < 1000; n++) { call(50_000 + n); await new Promise((resolve) => setTimeout(resolve)); } })()`);
  await ingest.until(() => count() >= events + 1000);
  say("1,000 events, one a task", traffic(begin));

  const floorBegin = ingest.requests.length;
  await page.evaluate(`(async (endpoint) => {
    const event = { event_id: "x".repeat(40), eventName: "Purchase", customerData: { em: "x".repeat(500) } };
    for (let sent = 0; sent < 1000; sent += 50) {
      await fetch(endpoint, { method: "POST", body: JSON.stringify({ events: Array(50).fill(event) }) });
    }
  })("${ingest.endpoint}")`);
  say("1,000 events, a bare fetch of fifty at a time", traffic(floorBegin));
}

await measureSnippet();
const ingest = await createRecordingIngest();
const site = await createTestSite();
const browser = await chromium.launch(config.use?.launchOptions);
/** A visitor's first page. What says that it is headless is taken for a bot, whose events are not sent. */
const openPage: OpenPage = () => browser.newPage({ userAgent: config.use?.userAgent ?? "" });
try {
  await measureLoad(openPage, site.addPage("/empty", { headers: ISOLATED }));
  const page = await openPage();
  await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }), headers: ISOLATED }));
  await page.waitForFunction("window.pixelFlow && !!window.pixelFlow.utils");
  await measureCalls(page);
  await measureConsent(
    openPage,
    Object.fromEntries(
      (["off", "opt_out", "opt_in"] as const).map((consent) => [
        consent,
        site.addPage(`/${consent}`, {
          head: pasteSnippet({ endpoint: ingest.endpoint, consent }),
          headers: ISOLATED,
        }),
      ]),
    ),
  );
  await measureBurst(page, ingest);
  await measureTraffic(page, ingest);
  await measureDrain(page, ingest);
} finally {
  await browser.close();
  await site.stop();
  await ingest.stop();
}
