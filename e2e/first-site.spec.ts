import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { graphError } from "../server/relay/fake-graph.ts";
import { PASSWORD } from "./support/demo.ts";
import { expect, findBarriers, readOverflow } from "./support/demo-fixtures.ts";
import { test } from "./support/graph-fixtures.ts";

/** A page of a shop with the snippet that was pasted into it. */
async function servePage(snippet: string) {
  const page = `<!doctype html><html lang="en"><head>${snippet}<link rel="icon" href="data:,"><title>Shop</title></head><body><h1>Shop</h1></body></html>`;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/thank-you`, close };
}

// From the first log-in to an event that Meta has: what a new user does on the first day.
test("a new site's first Purchase is refused, explained, mended and sent", async ({ page, demo, graph, context }) => {
  test.setTimeout(60_000);
  const expired = { error_subcode: 463, error_user_title: "Session has expired" };
  graph.answer(({ body }) => (body.access_token === "good-token" ? undefined : graphError(190, expired)));
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: demo.ingest });

  await page.goto(`${demo.ingest}/events/sites`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByLabel("Name").fill("My shop");
  await page.getByRole("button", { name: "Add the site" }).click();
  await expect(page.getByRole("heading", { name: "My shop" })).toBeVisible();

  await page.getByRole("button", { name: "Add a pixel" }).click();
  await page.getByLabel("Pixel ID").fill("1234567890");
  await page.getByLabel("Access token").fill("old-token");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel(/Access token: one is stored/)).toHaveValue("");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByRole("region", { name: "What this means" })).toContainText("The token has expired.");
  await expect(page.locator("#app")).not.toContainText("old-token");
  const siteUrl = page.url();

  await page.getByRole("button", { name: "Copy the tag" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const shop = await servePage(await page.evaluate(() => navigator.clipboard.readText()));

  await page.getByRole("link", { name: "Its events" }).click();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText("Awaiting")).toBeVisible();
  const visitor = await context.newPage();
  await visitor.goto(shop.url);
  await visitor.evaluate(() =>
    (window as unknown as { pixelFlow: { trackEvent(...args: unknown[]): Promise<boolean> } }).pixelFlow.trackEvent(
      "Purchase",
      { value: 40, currency: "EUR" },
      { em: "Jane@Example.com" },
    ),
  );
  const purchase = page.locator(".log .row").filter({ hasText: "Purchase" });
  await expect(purchase).toBeVisible();
  await expect(page.getByText("Connected")).toBeVisible();
  await expect(purchase).toContainText(/Session has expired/);
  await purchase.click();
  const meaning = page.getByRole("region", { name: "What this means" });
  await expect(meaning).toContainText("Meta does not accept the access token");
  await expect(meaning).toContainText("paste it under Sites");
  await expect(page.getByRole("region", { name: "Meta’s answer" })).toContainText('"error_subcode": 463');
  await expect(page.getByRole("region", { name: "Attempts" })).toContainText("Meta refused the token");

  await meaning.getByRole("link", { name: "Open the site’s settings" }).click();
  expect(page.url()).toBe(siteUrl);
  await page.getByLabel(/Access token: one is stored/).fill("good-token");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByLabel(/Access token: one is stored/)).toHaveValue("");
  await page.getByRole("link", { name: "Its events" }).click();
  await expect(purchase).toContainText("Sent", { timeout: 15_000 });
  await purchase.click();
  await expect(page.getByRole("region", { name: "Meta’s answer" })).toContainText(/"events_received": \d/);
  await expect(page.locator("#app")).not.toContainText(/good-token|jane/i);
  expect(graph.received).toHaveLength(new Set(graph.received).size);
  await shop.close();
});

test("a refused event is sent again at the press of a button", async ({ page, demo, graph }) => {
  graph.answer(() => graphError(100, { error_subcode: 2804050, error_user_title: "Not enough data" }));
  await page.goto(`${demo.ingest}/events/sites`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Sites", exact: true })).toBeVisible();
  const created = await page.evaluate(async () => {
    const init = (method: string, body: unknown) => ({ method, body: JSON.stringify(body) });
    const site = await (await fetch("/api/sites", init("POST", { id: "shop" }))).json();
    const pixels = [{ id: "1", accessToken: "token" }];
    await fetch("/api/sites/shop", init("PUT", { pixels }));
    return site as { apiKey: string };
  });
  const event = {
    event_id: "pf-1",
    eventName: "Lead",
    eventTime: Math.floor(Date.now() / 1000),
    siteURL: "https://shop.example/",
    customerData: { em: "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d" },
  };
  const body = JSON.stringify({ siteId: "shop", apiKey: created.apiKey, events: [event] });
  await fetch(`${demo.ingest}/event`, { method: "POST", body });
  await page.goto(`${demo.ingest}/events?q=pf-1`);
  const row = page.locator(".log .row");
  await expect(row).toContainText("Failed");
  await expect(page.getByRole("region", { name: "What this means" })).toContainText("whom the event is about");
  graph.answer(() => undefined);
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(row).toContainText("Sent", { timeout: 15_000 });
  await expect(page.getByRole("region", { name: "Attempts" })).toContainText("Sent again by hand");
});

test("the views of sites have no barrier for anyone and fit a desk and a phone", async ({ page, demo }) => {
  await page.goto(`${demo.ingest}/events/sites`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByLabel("Name").fill("<img src=x onerror=window.hit=1>");
  const check = async () => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await findBarriers(page)).toEqual([]);
      expect(await readOverflow(page)).toBe(0);
    }
  };
  await check();
  await page.getByRole("button", { name: "Add the site" }).click();
  await page.getByRole("button", { name: "Add a pixel" }).click();
  await page.getByText("Own address of the tag").click();
  await page.getByLabel(/^URL triggers/).fill("/thank-you Lead\nhttps://shop.example/?s=x Search");
  await page
    .getByLabel(/Which of these addresses/)
    .fill("https://www.shop.example/?s=x&utm_source=a\nhttps://shop.example/cart");
  await expect(page.locator(".trigger-results")).toContainText(/fires Search.*fires nothing/s);
  await check();
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
});

test.describe("before the page is there", () => {
  test.use({ allowedErrors: /ERR_FAILED/ });

  test("a scheme chosen by hand is there before the first paint", async ({ page, demo }) => {
    await page.goto(`${demo.ingest}/events`);
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    const chosen = await page.evaluate(() => document.documentElement.dataset.theme);
    await page.route("**/events/app.js", (route) => route.abort());
    await page.reload({ waitUntil: "domcontentloaded" }).catch(() => {});
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(chosen);
  });
});
