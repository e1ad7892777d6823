// The Events log with a million rows: how long the ingest takes to open, page, filter and order it, on both stores; and
// how the page itself fares while 200 events a second arrive.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { readSettings, type Settings } from "../server/settings.ts";
import { startIngest } from "../server/start-ingest.ts";
import { openStore } from "../server/store/open-store.ts";
import type { NewRow, Store } from "../server/store/store.ts";
import { startPostgres } from "../server/test-support/start-postgres.ts";
import { findBrowser } from "../tools/find-browser.ts";

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const LIMIT_MS = 300;
const TRIES = 5;
const DAY_MS = 24 * 60 * 60_000;
const SPAN_MS = 30 * DAY_MS;
const PASSWORD = "correct horse battery";
const NAMES = ["PageView", "PageView", "PageView", "ViewContent", "AddToCart", "Search", "InitiateCheckout", "Lead"];

/** Row `n`: mostly sent, one in 5,000 failed, one in 997 withheld, a rare type and a rare site among them. */
function createRow(n: number, now: number): NewRow {
  const at = Math.floor(now - SPAN_MS + (SPAN_MS * n) / ROWS);
  const eventId = `pf-${n}-${((n * 2_654_435_761) >>> 0).toString(16)}`;
  return {
    siteId: n % 10_000 === 1 ? "rare" : n % 3 ? "shop" : "blog",
    pixelId: n % 4 ? "1001" : "1002",
    eventName: n % 100_000 === 11 ? "RareEvent" : (NAMES[n % NAMES.length] ?? "Lead"),
    eventId,
    url: `https://shop.example/products/${n % 5003}?variant=${n % 17}`,
    status: n % 5000 === 7 ? "failed" : n % 997 === 3 ? "blocked" : "sent",
    reason: null,
    error: n % 5000 === 7 ? `Invalid parameter ${n % 13}` : n % 997 === 3 ? "Withheld: no consent." : null,
    receivedAt: at,
    eventTime: at - 500,
    data: JSON.stringify({ event_id: eventId, eventName: "PageView", customerData: {}, additionalData: { value: n } }),
  };
}

async function seed(store: Store, now: number): Promise<void> {
  const step = 5000;
  for (let n = 0; n < ROWS; n += step)
    await store.append(Array.from({ length: step }, (_, index) => createRow(n + index, now)));
}

async function measure(kind: string, storeSettings: Settings["store"]): Promise<void> {
  const now = Date.now();
  const store = await openStore(storeSettings);
  await seed(store, now);
  await store.close();
  const sites = ["shop", "blog", "rare"].map((id) => ({ id, apiKey: "key" }));
  const settings = { ...readSettings({ PORT: "0", ADMIN_PASSWORD: PASSWORD }), store: storeSettings };
  const ingest = await startIngest({ ...settings, sites, log: () => {} });
  const login = await fetch(`${ingest.url}/api/session`, {
    method: "POST",
    body: JSON.stringify({ password: PASSWORD }),
  });
  const headers = { cookie: login.headers.get("set-cookie")?.split(";")[0] ?? "" };
  const ask = async (path: string) => {
    const startedAt = performance.now();
    const response = await fetch(`${ingest.url}${path}`, { headers });
    const body = (await response.json()) as { events?: { id: string }[]; next?: string | null };
    return { ms: performance.now() - startedAt, body };
  };
  const middle = (await ask(`/api/events?to=${now - 15 * DAY_MS}`)).body.events?.[0]?.id ?? "";
  /** The second page under a filter and order. */
  const second = async (query: string) => {
    const { next } = (await ask(`/api/events?${query}`)).body;
    return `/api/events?${query}&before=${encodeURIComponent(next ?? "")}`;
  };
  const chart = `from=${now - SPAN_MS}&to=${now + 1}&step=${DAY_MS}`;
  const questions: Record<string, string> = {
    opens: "/api/events",
    "pages, in the middle": `/api/events?before=${middle}`,
    "last page": `/api/events?order=asc`,
    "failed alone": "/api/events?status=failed",
    "failed alone, last page": "/api/events?status=failed&order=asc",
    "sent alone, in the middle": `/api/events?status=sent&before=${middle}`,
    "a status that no row has": "/api/events?status=dry_run",
    "one rare type": "/api/events?name=RareEvent",
    "one frequent type, failed": "/api/events?name=Lead&status=failed",
    "one pixel": "/api/events?pixel=1002",
    "one rare site": "/api/events?site=rare",
    "a site, a rare type": "/api/events?site=shop&name=RareEvent",
    "an event by its id": `/api/events?q=${createRow(17, now).eventId}`,
    "a text of many addresses": "/api/events?q=products%2F4999",
    "a text that is nowhere": "/api/events?q=nowhere",
    "a text, one type": "/api/events?q=products%2F4999&name=Lead",
    "ten days": `/api/events?from=${now - 20 * DAY_MS}&to=${now - 10 * DAY_MS}`,
    "ten days, failed": `/api/events?status=failed&from=${now - 20 * DAY_MS}&to=${now - 10 * DAY_MS}`,
    "by type": "/api/events?sort=event&order=asc",
    "by type, second page": await second("sort=event&order=asc"),
    "by type, a text": "/api/events?sort=event&order=asc&q=products%2F4999",
    "by pixel": "/api/events?sort=pixel",
    "by status": "/api/events?sort=status&order=asc",
    "by status, one site": "/api/events?sort=status&site=shop",
    "by status, second page": await second("sort=status&order=asc"),
    "by address": "/api/events?sort=url&order=asc",
    "by address, second page": await second("sort=url&order=asc"),
    "by address, one type": "/api/events?sort=url&name=Lead",
    "by error": "/api/events?sort=error&order=asc",
    "by error, second page": await second("sort=error"),
    overview: "/api/overview",
    "chart of 30 days": `/api/chart?${chart}`,
    "chart of 30 days, one type": `/api/chart?${chart}&name=Lead`,
  };
  console.log(
    `\n${kind}, ${ROWS.toLocaleString("en")} rows (first answer; median and worst of ${TRIES} more, in ms; median to limit)`,
  );
  for (const [name, path] of Object.entries(questions)) {
    const first = await ask(path);
    const rest: number[] = [];
    for (let tries = 0; tries < TRIES; tries += 1) rest.push((await ask(path)).ms);
    rest.sort((a, b) => a - b);
    const [median = 0, worst = 0] = [rest[Math.floor(TRIES / 2)], rest.at(-1)];
    const more = first.body.events && first.body.events.length < 50 && first.body.next ? ", goes on" : "";
    const rows = first.body.events ? `${first.body.events.length} rows${more}` : "";
    showLine(name, [first.ms, median, worst], rows);
  }
  const download = await timeExport(`${ingest.url}/api/export?format=csv`, headers);
  showLine("download begins", [download.startMs, download.startMs, download.startMs], "");
  console.log(
    `  a download of all rows takes ${(download.allMs / 1000).toFixed(1)} s, ${download.megabytes.toFixed(0)} MB`,
  );
  if (kind === "SQLite") await watchPage(ingest.url);
  await ingest.close();
}

/** One question's times, the middle one beside the limit. */
function showLine(name: string, times: [first: number, median: number, worst: number], rows: string): void {
  const [, median] = times;
  const share = (median / LIMIT_MS).toFixed(2).padStart(6);
  const columns = times.map((ms) => ms.toFixed(0).padStart(6)).join("");
  console.log(`  ${name.padEnd(28)}${columns}${share}  ${rows}${median > LIMIT_MS ? `  over ${LIMIT_MS}` : ""}`);
}

/** When the first row of a download is there, and when all are. */
async function timeExport(url: string, headers: Record<string, string>) {
  const startedAt = performance.now();
  const response = await fetch(url, { headers });
  let bytes = 0;
  let startMs = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // The head of the table comes before any row is read.
    if (startMs === 0 && bytes > 1000) startMs = performance.now() - startedAt;
  }
  return { startMs, allMs: performance.now() - startedAt, megabytes: bytes / 1e6 };
}

/** Opens the page in a browser and sends 200 events a second; tells how long the page was ever held up. */
async function watchPage(url: string): Promise<void> {
  const seconds = 10;
  const args = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const browser = await chromium.launch({ executablePath: findBrowser(), args });
  const page = await browser.newPage();
  await page.goto(`${url}/events`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator(".log .row").first().waitFor();
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
  });
  const endsAt = performance.now() + seconds * 1000;
  let sent = 0;
  while (performance.now() < endsAt) {
    const turn = performance.now();
    const events = Array.from({ length: 20 }, () => ({
      event_id: crypto.randomUUID(),
      eventName: NAMES[sent++ % NAMES.length],
      eventTime: Math.floor(Date.now() / 1000),
      siteURL: "https://shop.example/live",
    }));
    await fetch(`${url}/event`, { method: "POST", body: JSON.stringify({ siteId: "shop", apiKey: "key", events }) });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 100 - (performance.now() - turn))));
  }
  const clickedAt = performance.now();
  await page.locator(".log .row-button").nth(5).click();
  await page.locator(".detail").waitFor();
  const clickMs = performance.now() - clickedAt;
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  const total = tasks.reduce((sum, duration) => sum + duration, 0);
  console.log(
    `\nPage at ${Math.round(sent / seconds)} events a second for ${seconds} s: ${tasks.length} tasks over 50 ms, the longest ` +
      `${Math.max(0, ...tasks).toFixed(0)} ms, ${((total / (seconds * 1000)) * 100).toFixed(0)} % of the time; a row opens in ${clickMs.toFixed(0)} ms`,
  );
  await browser.close();
}

const folder = await mkdtemp(join(tmpdir(), "pixelflow-bench-"));
await measure("SQLite", { kind: "sqlite", dataDir: folder });
await rm(folder, { recursive: true });
const postgres = await startPostgres();
await measure("PostgreSQL", { kind: "postgres", url: await postgres.createDatabase() });
await postgres.stop();
