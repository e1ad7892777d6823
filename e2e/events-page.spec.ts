import { expect, findBarriers, openEvents, postEvent, readOverflow, test } from "./support/demo-fixtures.ts";

const rows = ".log .row";

test("a Purchase sent on the demo site shows within two seconds, hashed in the payload to Meta", async ({
  page,
  demo,
  context,
}) => {
  await openEvents(page, demo);
  const shop = await context.newPage();
  await shop.goto(demo.site);
  await shop.getByRole("button", { name: "Send a Purchase" }).click();

  const purchase = page.locator(rows).filter({ hasText: "Purchase" });
  await expect(purchase).toBeVisible({ timeout: 2000 });
  await expect(purchase).toContainText("Dry run");
  await purchase.click();
  const payload = page.getByRole("region", { name: "Payload to Meta" });
  await expect(payload.getByText("hash of an e-mail address")).toBeVisible();
  await expect(payload.getByText("hash of a phone number")).toBeVisible();
  await expect(payload).toContainText('"value": 40');
  await expect(page.locator("#app")).not.toContainText(/jane/i);
  await expect(page.getByText("Dry run: this request would have been sent.")).toBeVisible();
});

test("values that a stranger wrote are shown as text", async ({ page, demo }) => {
  const markup = '<img src=x onerror="window.hit = 1">';
  await postEvent(demo, {
    eventName: markup,
    siteURL: "https://shop.example/?q=<script>window.hit=1</script>",
    additionalData: {
      [markup]: "<svg onload=window.hit=1>",
      link: "javascript:window.hit=1",
      mark: "exe.\u202egnp",
      long: "x".repeat(100_000),
      constructor: "own",
    },
  });
  await openEvents(page, demo);
  const row = page.locator(rows).first();
  await expect(row).toContainText("<img src=x");
  await row.click();
  const payload = page.getByRole("region", { name: "Payload to Meta" });
  await expect(payload).toContainText("<svg onload=window.hit=1>");
  await expect(payload).toContainText("exe.\\u202egnp");
  await expect(payload).toContainText("(100000 characters)");
  await expect(payload).toContainText('"constructor": "own"');

  expect(await page.evaluate(() => "hit" in window)).toBe(false);
  await expect(page.locator("#app :is(img, script, iframe, object, embed)")).toHaveCount(0);
  await expect(page.locator('#app a[href^="javascript:"]')).toHaveCount(0);
});

test("rows are reached with the arrow keys, opened with Enter and closed with Escape", async ({ page, demo }) => {
  for (const eventName of ["Lead", "Contact", "Search"]) await postEvent(demo, { eventName });
  await openEvents(page, demo);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await button("Search").focus();
  await page.keyboard.press("ArrowDown");
  await expect(button("Contact")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(button("Search")).toBeFocused();
  await page.keyboard.press("End");
  await expect(button("Lead")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(button("Lead")).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("region", { name: "Payload to Meta" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button("Lead")).toHaveAttribute("aria-expanded", "false");
});

test("a link to one event opens that event, and the filter finds addresses too", async ({ page, demo }) => {
  await postEvent(demo, { siteURL: "https://shop.example/cart" });
  const eventId = await postEvent(demo, { siteURL: "https://shop.example/thank-you" });
  await openEvents(page, demo, `?q=${eventId}`);
  await expect(page.locator(rows)).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Payload to Meta" })).toContainText(eventId);

  await page.getByRole("searchbox").fill("/cart");
  await expect(page.locator(rows)).toContainText(["https://shop.example/cart"]);
  await page.getByRole("searchbox").fill("nowhere");
  await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.locator(rows)).toHaveCount(2);
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("older events are loaded on demand, newest first, each once", async ({ page, demo }) => {
  for (let index = 0; index < 70; index++) await postEvent(demo, { siteURL: `https://shop.example/${index}` });
  await openEvents(page, demo);
  await expect(page.locator(rows)).toHaveCount(50);
  await page.getByRole("button", { name: "Load older events" }).click();
  await expect(page.locator(rows)).toHaveCount(70);
  const addresses = await page.locator(`${rows} .cell-address`).allTextContents();
  expect(addresses).toEqual(Array.from({ length: 70 }, (_, index) => `https://shop.example/${69 - index}`));
  await expect(page.getByText("That is all there is in this time.")).toBeVisible();
});

test("an open row stays where it is while events arrive above it", async ({ page, demo }) => {
  for (let index = 0; index < 20; index++) await postEvent(demo);
  await openEvents(page, demo);
  const open = page.locator(rows).nth(3);
  await open.click();
  await expect(page.getByRole("region", { name: "Payload to Meta" })).toBeVisible();
  const marked = page.locator(".row.is-open");
  const before = await marked.boundingBox();
  for (let index = 0; index < 5; index++) await postEvent(demo, { eventName: "Search" });
  await expect(page.locator(rows).filter({ hasText: "Search" })).toHaveCount(5);
  expect((await marked.boundingBox())?.y).toBe(before?.y);
  await page.getByRole("button", { name: "5 newer" }).click();
  await expect(page.locator(rows).first()).toBeInViewport();
});

test.describe("with the ingest stopped", () => {
  test.use({
    allowedErrors:
      /401 \(Unauthorized\)|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_FAILED \S+\/api\/stream/,
  });

  test("a stop of the ingest is said, and what arrived meanwhile is caught up", async ({ page, demo }) => {
    await openEvents(page, demo);
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await demo.stopIngest();
    await expect(page.getByText("Reconnecting")).toBeVisible();
    await demo.startIngest();
    await postEvent(demo, { eventName: "Contact" });
    await expect(page.locator(rows).filter({ hasText: "Contact" })).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
  });

  test("the page says what is safe, and goes on when the ingest is back", async ({ page, demo }) => {
    await postEvent(demo);
    await openEvents(page, demo);
    await expect(page.locator(rows)).toHaveCount(1);
    // Without the stream the page does not recover by itself, so that the button has something to do.
    await page.route("**/api/stream", (route) => route.abort());
    await demo.stopIngest();
    await page.getByRole("searchbox").fill("shop");
    await expect(page.getByRole("alert")).toContainText("The ingest does not answer");
    await expect(page.getByRole("alert")).toContainText("on its disk");
    await demo.startIngest();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.locator(rows)).toHaveCount(1);
  });
});

test("before the first event the snippet is there to copy", async ({ page, demo, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openEvents(page, demo);
  await expect(page.getByRole("heading", { name: "No event has arrived yet" })).toBeVisible();
  await page.getByRole("button", { name: "Copy the tag" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^<script>.*<\/script>$/s);
  expect(copied).toContain(`${demo.ingest}/event`);
  expect(await findBarriers(page)).toEqual([]);
});

test.describe("signing in", () => {
  test.use({ allowedErrors: /401 \(Unauthorized\)/ });

  test("a wrong password is refused in words, and signing out ends the session", async ({ page, demo }) => {
    await page.goto(`${demo.ingest}/events`);
    await expect(page.getByLabel("Password")).toBeFocused();
    await page.getByLabel("Password").fill("not it");
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/not the password/);
    expect(await findBarriers(page)).toEqual([]);
    // Links would only lead back here.
    const views = page.getByRole("navigation");
    await expect(views).toHaveCount(0);

    await openEvents(page, demo);
    await expect(views.getByRole("link")).toHaveText(["Events", "Sites"]);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("Password")).toBeVisible();
    await expect(views).toHaveCount(0);
    await page.reload();
    await expect(page.getByLabel("Password")).toBeVisible();
  });

  test("a session that is over leads to the log-in and says why", async ({ page, demo }) => {
    await openEvents(page, demo);
    await page.context().clearCookies();
    // The figures above the log ask by themselves.
    await expect(page.getByText("Your session is over.")).toBeVisible({ timeout: 15_000 });
  });
});

test("the log and an open row have no barrier for anyone and fit a desk and a phone", async ({ page, demo }) => {
  const hash = "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d";
  const siteURL = `https://shop.example/${"long/".repeat(60)}`;
  await postEvent(demo, { siteURL, customerData: { em: hash, ph: [hash] } });
  await postEvent(demo, { eventName: "CompleteRegistration" });
  await openEvents(page, demo);
  await page.locator(rows).last().click();
  await expect(page.getByRole("region", { name: "Payload to Meta" })).toBeVisible();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await findBarriers(page)).toEqual([]);
    expect(await readOverflow(page)).toBe(0);
  }
});
