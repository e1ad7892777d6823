import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";
import type { RecordingIngest } from "./support/recording-ingest.ts";
import { pasteSnippet, type TestSite } from "./support/test-site.ts";

const BODY = `
  <main><h1>Shop</h1>
    <div class="info-chk-itm-pf" data-product_id="17"><p class="info-itm-name-pf">Hoodie</p>
      <p class="info-itm-prc-pf">€42.00</p><button class="action-btn-cart-005-pf">Add to cart</button></div>
    <button class="action-btn-quux-020-pf">Quux</button> <button id="plain">Plain</button>
    <form class="info-frm-cntr-pf"><label>E-mail <input class="info-cust-em-pf" id="mail" type="email" required></label>
      <button>Send</button></form></main>
  <script>addEventListener("submit", (event) => event.preventDefault())</script>`;

function addShop(
  site: TestSite,
  ingest: RecordingIngest,
  page: { headers?: Record<string, string>; head?: string } = {},
) {
  return site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }), body: BODY, ...page });
}

const panel = (page: Page) => page.getByRole("region", { name: "PixelFlow debug" });
const entry = (page: Page, name: string) => panel(page).getByRole("listitem").filter({ hasText: name });
const boxes = (page: Page) => page.locator("[data-pixelflow-debug] .box");

test("the panel lists an event with its values, and one that was refused with its reason", async ({
  page,
  site,
  ingest,
}) => {
  await page.goto(`${addShop(site, ingest)}?pixelflow_debug=1`);
  await expect(entry(page, "PageView")).toContainText("fired");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(entry(page, "AddToCart")).toContainText("fired");
  await entry(page, "AddToCart").locator("summary").click();
  await expect(entry(page, "AddToCart").locator("dl")).toContainText("value42");
  await expect(entry(page, "AddToCart").locator("dl")).toContainText('"item_price":42');

  await page.evaluate(`pixelFlow.trackEvent("", {}, {em: "clear@example.com"})`);
  await expect(entry(page, "the first argument must be a text")).toContainText("not sent");
  await page.getByRole("button", { name: "Quux" }).click();
  await expect(entry(page, "no event is known for the class action-btn-quux-020-pf")).toBeVisible();
  await page.getByRole("button", { name: "Plain" }).click();
  await expect(entry(page, "bears no action class")).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(entry(page, "The form is not valid yet: mail")).toBeVisible();
});

test("a rule of the site's settings and a program's name are told as the reason", async ({
  browser,
  page,
  site,
  ingest,
}) => {
  const url = `${addShop(site, ingest)}?pixelflow_debug=1`;
  ingest.serveSettings({ blockingRules: [{ rule: "no_click_id", events: ["Lead"] }] });
  await page.goto(url);
  await ingest.until(() => ingest.events().length > 0);
  await page.reload();
  await expect(entry(page, "PageView")).toBeVisible();
  await page.evaluate(`pixelFlow.trackEvent("Lead")`);
  await expect(entry(page, "Lead")).toContainText("no_click_id");

  const program = await browser.newPage({ userAgent: "Mozilla/5.0 HeadlessChrome/140" });
  await program.goto(url);
  await expect(entry(program, "PageView")).toContainText("headless");
  await program.close();
});

test("what a customer typed is nowhere in the panel, only the names of the fields", async ({ page, site, ingest }) => {
  await page.goto(`${addShop(site, ingest)}?pixelflow_debug=1`);
  await page.getByLabel("E-mail").fill("Jane@Example.com");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(entry(page, "Lead")).toContainText("fired");
  await page.evaluate(`pixelFlow.trackEvent("jane@example.com", 5, {em: "jane@example.com"})`);
  await page.evaluate(`pixelFlow.trackEvent("Own", {note: "jane@example.com"}, {em: "jane@example.com"})`);
  await expect(entry(page, "Own")).toContainText("fired");
  await entry(page, "Lead").locator("summary").click();
  await expect(entry(page, "Lead").locator("dl")).toContainText("emhashed");
  const html = await page.evaluate(`document.querySelector("[data-pixelflow-debug]").shadowRoot.innerHTML`);
  expect(html).not.toMatch(/jane|[\da-f]{64}/i);
});

test("outlines say what elements mean, follow what the page draws anew, and go away", async ({
  page,
  site,
  ingest,
}) => {
  await page.goto(`${addShop(site, ingest)}?pixelflow_debug=1`);
  const words = () => boxes(page).allTextContents();
  await expect
    .poll(words)
    .toEqual([
      "Item",
      "Name",
      "Price",
      "AddToCart",
      "No event is known for action-btn-quux-020-pf",
      "Form",
      "Customer: em",
    ]);
  await page.evaluate(`document.querySelector("main").innerHTML = '<b class="info-totl-amt-pf">€5</b>'`);
  await expect.poll(words).toEqual(["Total"]);
  await page.evaluate(`document.body.replaceWith(document.createElement("body"))`);
  await expect(panel(page)).toContainText("Nothing on this page is marked");
  await page.evaluate(`document.body.innerHTML = '<b class="info-totl-amt-pf">€5</b>'`);
  await expect(boxes(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Outlines" }).click();
  await expect(boxes(page)).toHaveCount(0);
});

test("debug mode lasts while the tab is browsed, until it is closed or a link ends it", async ({
  page,
  site,
  ingest,
}) => {
  const url = addShop(site, ingest);
  await page.goto(`${url}?pixelflow_debug=1`);
  await expect(panel(page)).toBeVisible();
  await page.goto(url);
  await page.getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-pixelflow-debug]")).toHaveCount(0);

  const loads = () => site.requests.filter((path) => path.includes("debug")).length;
  const before = loads();
  for (const query of ["", "?pixelflow_debug=0"]) {
    await page.goto(url + query);
    await page.evaluate(`pixelFlow.trackEvent("Last")`);
    await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Last"));
  }
  expect(loads()).toBe(before);
  await expect(page.locator("[data-pixelflow-debug]")).toHaveCount(0);
  expect(await page.evaluate(`"debugNotes" in pixelFlow`)).toBe(false);
});

test("a setting turns it on for every page", async ({ page, site, ingest }) => {
  const head = `<script>window.pixelFlow = Object.assign((...call) => (pixelFlow.q = pixelFlow.q || []).push(call), {debug: true})</script>`;
  await page.goto(addShop(site, ingest, { head: head + pasteSnippet({ endpoint: ingest.endpoint }) }));
  await expect(panel(page)).toBeVisible();
});

test("under a strict policy with nonces and Trusted Types the panel comes, with its looks", async ({
  page,
  site,
  ingest,
}) => {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) violations.push(message.text());
  });
  const policy = `default-src 'none'; script-src 'nonce-abc'; connect-src ${new URL(ingest.endpoint).origin}; require-trusted-types-for 'script'; trusted-types pixelflow`;
  const head = pasteSnippet({ endpoint: ingest.endpoint }).replace("<script>", '<script nonce="abc">');
  const url = site.addPage("/strict", {
    head,
    body: BODY.replace("<script>", '<script nonce="abc">'),
    headers: { "content-security-policy": policy },
  });
  await page.goto(`${url}?pixelflow_debug=1`);
  await expect(entry(page, "PageView")).toContainText("fired");
  await expect(boxes(page)).toHaveCount(7);
  expect(await panel(page).evaluate((element) => getComputedStyle(element).position)).toBe("fixed");
  expect(violations).toEqual([]);
});
