import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { graphError } from "../server/relay/fake-graph.ts";
import { PASSWORD } from "./support/demo.ts";
import { expect, findBarriers, postEvent, readOverflow } from "./support/demo-fixtures.ts";
import { test as base } from "./support/graph-fixtures.ts";

/** Set to a folder, each view is left there as a picture, to be looked at. */
const { SHOTS_DIR } = process.env;
const WIDTHS = [1280, 390];
const TALLEST = 4000;
const DAY_MS = 24 * 60 * 60_000;
const HASH = "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d";

/** Tests with a stand-in for Meta, and with `look`, which holds a view to what each has to be. */
const test = base.extend<{ look: (name: string) => Promise<void> }>({
  look: async ({ page }, use) => {
    await use(async (name) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        expect(await findBarriers(page), `${name} at ${width}`).toEqual([]);
        expect(await readOverflow(page), `${name} at ${width}`).toBe(0);
        if (!SHOTS_DIR) continue;
        await mkdir(SHOTS_DIR, { recursive: true });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
          await page.screenshot({ path: join(SHOTS_DIR, `${name}-${width}-${colorScheme}.png`), fullPage: true, clip });
        }
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    });
  },
  allowedErrors: /401 \(Unauthorized\)|400 \(Bad Request\)|ERR_|502/,
});

const signIn = async (page: import("playwright/test").Page) => {
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
};

test("the way in: sign-in, wrong password, empty log, loading, an ingest that is gone, a session that is over", async ({
  page,
  demo,
  look,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${demo.ingest}/events`);
  await expect(page.getByLabel("Password")).toBeFocused();
  await look("sign-in");
  await page.getByLabel("Password").fill("not it");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("not the password");
  await look("sign-in-wrong");
  await signIn(page);
  await expect(page.getByRole("heading", { name: "No event has arrived yet" })).toBeVisible();
  await look("log-empty");

  const hold = async (address: string) => {
    const released = Promise.withResolvers<void>();
    await page.route(address, async (route) => {
      await released.promise;
      await route.continue();
    });
    return () => released.resolve();
  };
  const releaseSites = await hold("**/api/sites");
  const releaseEvents = await hold("**/api/events?*");
  await page.reload();
  await expect(page.getByText("Loading the events")).toBeAttached();
  await look("page-loading");
  releaseSites();
  await expect(page.getByRole("link", { name: "Download CSV" })).toBeVisible();
  await expect(page.getByText("Loading the events")).toBeAttached();
  await look("log-loading");
  releaseEvents();
  await expect(page.getByRole("heading", { name: "No event has arrived yet" })).toBeVisible();
  await page.unrouteAll();

  await page.route("**/api/stream", (route) => route.abort());
  await demo.stopIngest();
  await page.getByRole("searchbox").fill("shop");
  await expect(page.getByRole("alert")).toContainText("The ingest does not answer");
  await look("ingest-gone");
  await demo.startIngest();
  await postEvent(demo, { siteURL: "https://garden.example/" });
  await page.unroute("**/api/stream");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
  await look("no-match");
  await page.context().clearCookies();
  await expect(page.getByText("Your session is over.")).toBeVisible({ timeout: 20_000 });
  await look("session-over");
});

test("the log with every status, each kind of row open, filters, ranges, chart and orders", async ({
  page,
  demo,
  graph,
  look,
}) => {
  test.setTimeout(240_000);
  await page.goto(`${demo.ingest}/events/sites`);
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Sites", exact: true })).toBeVisible();
  const shop = await page.evaluate(async () => {
    const init = (method: string, body: unknown) => ({ method, body: JSON.stringify(body) });
    const site = (await (await fetch("/api/sites", init("POST", { name: "Garden shop" }))).json()) as {
      id: string;
      apiKey: string;
    };
    const pixels = [{ id: "1234567890123456", accessToken: "token" }];
    await fetch(`/api/sites/${site.id}`, init("PUT", { name: "Garden shop", pixels }));
    return site;
  });
  graph.answer(({ body }) => {
    const has = (name: string) => body.data.some(({ event_name }) => event_name === name);
    if (has("Search")) return "hang";
    const refusal = { error_subcode: 2804050, error_user_title: "Not enough customer data" };
    return has("Contact") ? graphError(100, refusal) : undefined;
  });
  const post = async (path: string, more: object) => {
    const body = JSON.stringify({ siteId: shop.id, apiKey: shop.apiKey, ...more });
    expect((await fetch(`${demo.ingest}${path}`, { method: "POST", body })).status).toBeLessThan(300);
  };
  let made = 0;
  const event = (eventName: string, more: object = {}) => ({
    event_id: `pf-${++made}`,
    eventName,
    eventTime: Math.floor(Date.now() / 1000),
    siteURL: `https://garden.example/shop/spades/${eventName.toLowerCase()}?colour=green&size=${made}`,
    additionalData: { content_ids: ["sku-17"] },
    customerData: { em: HASH, ph: [HASH] },
    ...more,
  });
  const purchase = { additionalData: { value: 40, currency: "EUR", contents: [{ id: "sku-17", quantity: 2 }] } };
  await post("/event", {
    events: [
      ...["PageView", "PageView", "PageView", "ViewContent", "AddToCart"].map((name) => event(name)),
      event("Purchase", purchase),
    ],
  });
  await post("/event", { events: [event("Contact"), event("Contact")] });
  await post("/event", { events: [event("Purchase", { additionalData: {} })] });
  await post("/event", { events: [event("Lead", { eventTime: Math.floor((Date.now() - 8 * DAY_MS) / 1000) })] });
  const consent = { state: "denied", source: "cookiebot", timestamp: Date.now() };
  await post("/blocked-events", {
    blocked: [
      { eventType: "PageView", reason: "denied", consentSource: "cookiebot" },
      { eventType: "PageView", reason: "gpc" },
      { eventType: "AddToCart", reason: "no_decision", consentSource: "onetrust" },
    ],
  });
  await post("/event", { events: [event("Subscribe", { consent })] });
  await post("/event", {
    events: [event("PageView")],
    lost: [{ reason: "overflow", eventName: "PageView", count: 12 }],
    losses: [{ reason: "overflow", eventName: "PageView", count: 12 }],
  });
  const dryRun = JSON.stringify({ siteId: "demo", apiKey: "demo-key", events: [event("Purchase", purchase)] });
  await fetch(`${demo.ingest}/event`, { method: "POST", body: dryRun });
  await expect
    .poll(async () => {
      const { events } = await page.evaluate(async () => (await fetch("/api/events?status=pending")).json());
      return (events as unknown[]).length;
    })
    .toBe(0);
  await post("/event", { events: [event("Search")] });
  await page.goto(`${demo.ingest}/events`);
  const rows = page.locator(".log .row");
  await expect(rows.filter({ hasText: "Pending" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "Lost" })).toContainText("× 12");
  await look("log");

  const kinds = {
    sent: rows.filter({ hasText: "Sent" }).filter({ hasText: "Purchase" }),
    failed: rows.filter({ hasText: "Contact" }).first(),
    invalid: rows.filter({ hasText: "Failed" }).filter({ hasText: "Purchase" }),
    consent: rows.filter({ hasText: "cookiebot" }).first(),
    privacy: rows.filter({ hasText: "Global Privacy Control" }),
    lost: rows.filter({ hasText: "Lost" }),
    "dry-run": rows.filter({ hasText: "Dry run" }),
    pending: rows.filter({ hasText: "Pending" }),
  };
  for (const [name, row] of Object.entries(kinds)) {
    await row.click();
    await expect(page.locator(".detail:not(.detail-loading)")).toBeVisible();
    const site = page.locator(".facts > div").filter({ hasText: /^Site/ });
    await expect(site).toHaveText(name === "dry-run" ? "Sitedemo" : `SiteGarden shop${shop.id}`);
    await look(`row-${name}`);
    await row.click();
  }

  await page.getByLabel("Filter by status").selectOption("failed");
  await expect(rows).toHaveCount(4);
  await look("filter-failed");
  await page.getByRole("button", { name: "Send all failed again" }).click();
  await expect(page.getByText(/Send 3 failed events of this view/)).toBeVisible();
  await look("send-all-asks");
  graph.answer(() => undefined);
  await page.getByRole("button", { name: "Send 3 again" }).click();
  await expect(page.getByText("3 failed events are being sent again.")).toBeVisible();
  await look("send-all-done");
  await page.getByLabel("Filter by status").selectOption("");
  await page.getByRole("button", { name: "Custom" }).click();
  const local = (at: number) => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await page.getByLabel("From", { exact: true }).fill(local(Date.now() - 2 * DAY_MS));
  await page.getByLabel("To", { exact: true }).fill(local(Date.now() + DAY_MS));
  await expect(rows.first()).toBeVisible();
  await look("custom-range");
  await page.getByRole("button", { name: "7D" }).click();
  await page.locator(".type-line").filter({ hasText: "Purchase" }).click();
  await page.getByText("The chart as a table").click();
  await look("chart-chosen");
  await page.goto(`${demo.ingest}/events?sort=error`);
  await expect(page.getByText("events without one are left out")).toBeVisible();
  await look("by-error");
});

test("sites: the list, a new one, its form with mistakes, keys, triggers, connection, tag, erasing", async ({
  page,
  demo,
  graph,
  look,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${demo.ingest}/events/sites`);
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Sites", exact: true })).toBeVisible();
  await look("sites");
  await page.getByLabel("Name").fill("Garden shop");
  await page.getByRole("button", { name: "Add the site" }).click();
  await expect(page.getByRole("heading", { name: "Garden shop" })).toBeVisible();
  await look("site-new");
  await page.getByText("Own address of the tag").click();
  await page.getByRole("button", { name: "Add a pixel" }).click();
  await page.getByLabel("Pixel ID").fill("1234567890123456");
  await page.getByLabel("Access token").fill("a-token");
  await page.getByLabel(/^URL triggers/).fill("/thank-you Lead 20 EUR\nhttps://garden.example/?s=x Search");
  await page
    .getByLabel(/Which of these addresses/)
    .fill("https://www.garden.example/?s=x&utm_source=a\nhttps://garden.example/cart");
  await expect(page.locator(".trigger-results")).toContainText(/fires Search.*fires nothing/s);
  await page.getByLabel(/^Currency/).fill("EURO");
  await page.getByLabel(/^Currency/).evaluate((input) => input.removeAttribute("maxlength"));
  await page.getByLabel(/^Currency/).fill("€€");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".site-form [role=alert]")).not.toBeEmpty();
  await look("site-invalid");
  await page.getByLabel(/^Currency/).fill("EUR");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel(/Access token: one is stored/)).toHaveValue("");
  graph.answer(() => graphError(190, { error_subcode: 463, error_user_title: "Session has expired" }));
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByRole("region", { name: "What this means" })).toBeVisible();
  await look("connection-refused");
  graph.answer(() => undefined);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.locator(".test-good")).toBeVisible();
  await page.getByRole("button", { name: "Make a new key" }).click();
  await expect(page.getByRole("heading", { name: "API key" })).toBeVisible();
  await expect(page.getByText(/Still works until/)).toBeVisible();
  await page.getByLabel("E-mail address", { exact: true }).fill("jane@example.com");
  await page.getByRole("button", { name: "Erase", exact: true }).click();
  await expect(page.getByText("Nothing is stored of this visitor.")).toBeVisible();
  await page.getByLabel(/to confirm/).fill("Other");
  await page.getByRole("button", { name: "Remove the site" }).click();
  await expect(page.getByText("That is not the site's name.")).toBeVisible();
  await look("site-saved");
});
