import { createHash } from "node:crypto";
import type { Page } from "playwright/test";
import { customerOf } from "./support/customer.ts";
import { expect, findBarriers, readOverflow, test } from "./support/demo-fixtures.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The events that leave the page from now on, in order. */
function collectEvents(page: Page): { eventName: string; customerData: Record<string, string> }[] {
  const events: { eventName: string; customerData: Record<string, string> }[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/event")) return;
    for (const event of JSON.parse(request.postData() ?? "{}").events ?? []) events.push(event);
  });
  return events;
}

/** The trail of the newest call: every station reached. */
const stations = (page: Page) => page.locator('#trail [role="tab"][data-state="done"]');

test("the Purchase of the first screen can be watched from the call to Meta's answer", async ({ page, demo }) => {
  const sent = collectEvents(page);
  await page.goto(demo.site);
  await expect(page.locator("#tag pre")).toContainText("<script>");
  await page.getByRole("button", { name: "Send a Purchase" }).click();

  await expect(stations(page)).toHaveCount(5);
  await expect(page.getByRole("tab", { name: /Called/ })).toContainText("promise: true");
  const payload = page.getByRole("group", { name: "The payload to Meta" });
  await expect(payload).toContainText("hash of an e-mail address");
  await expect(payload).toContainText("hash of a phone number");
  await page.getByRole("tab", { name: /Answer/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("Dry run: this request would have been sent");

  const purchase = sent.find(({ eventName }) => eventName === "Purchase");
  expect(purchase && customerOf(purchase)).toEqual({ em: sha256("jane@example.com"), ph: sha256("493023125014") });

  const eventId = (purchase as unknown as { event_id: string }).event_id;
  const link = page.getByRole("link", { name: "Open this event on the Events page" });
  await expect(link).toHaveAttribute("href", `${demo.ingest}/events?q=${encodeURIComponent(eventId)}`);
});

/** The line beside an example's button. */
const resultOf = (page: Page, pressed: string) => page.locator(`[data-result-of="${pressed}"]`);

test("on a phone the trail comes into view when the Purchase is sent, and the button's line links to its call", async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(demo.site);
  await expect(page.locator(".trail > header")).not.toBeInViewport();
  await page.getByRole("button", { name: "Send a Purchase" }).click();
  await expect(page.locator(".trail > header")).toBeInViewport();

  await expect(resultOf(page, "#send-purchase")).toContainText("Sent: the promise said true");
  await resultOf(page, "#send-purchase").getByRole("link", { name: "See the call" }).click();
  const entry = page.locator("#calls summary").filter({ hasText: "Purchase" });
  await expect(entry).toBeFocused();
  await expect(entry).toBeInViewport();
  await expect(page.locator("#calls details[open]")).toContainText("answered 202");
});

test("a call with an event id that the ingest has is shown as a dropped repeat, after a reload too", async ({
  page,
  demo,
}) => {
  const send = async () => {
    await page.getByLabel("customData, as JSON").fill('{"event_id": "order-17", "value": 12, "currency": "EUR"}');
    await page.getByRole("button", { name: "Send this call" }).click();
  };
  const stored = page.getByRole("tab", { name: /Stored/ });
  await page.goto(demo.site);
  await send();
  await expect(stations(page)).toHaveCount(5);

  const expectRepeat = async () => {
    await expect(stored).toContainText("a repeat, dropped");
    await stored.click();
    await expect(page.getByRole("tabpanel")).toContainText("the ingest already had this event id; dropped as a repeat");
    await expect(resultOf(page, "#editor")).toContainText("dropped as a repeat");
    await page.getByRole("tab", { name: /Meta payload/ }).click();
    await expect(page.getByRole("tabpanel")).toContainText("Nothing more is sent");
  };
  await send();
  await expectRepeat();
  await page.reload();
  await send();
  await expectRepeat();
});

test("the tag is copied with the bundle's whole address", async ({ page, demo, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(demo.site);
  await page.getByRole("button", { name: "Copy the tag" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`bundle:"${new URL("/v1/pixelflow.js", demo.site)}"`);
});

test.describe("where there is nothing", () => {
  test.use({ allowedErrors: /404 \(Not Found\) \S+(\/demo\/events\/unknown|\/nowhere)$/ });

  test("an order that nobody sent is looked for a few times, and then the page says so", async ({ page, demo }) => {
    let looks = 0;
    page.on("request", (request) => {
      if (request.url().includes("/demo/events/")) looks += 1;
    });
    await page.goto(`${demo.site}/thank-you?order=unknown`);
    await expect(page.getByText("the ingest has no event for this order")).toBeVisible();
    await expect(page.getByRole("button", { name: "Look again" })).toBeVisible();
    expect(looks).toBeLessThanOrEqual(3);
  });

  test("an address without a page says so in the site's look, and leads back", async ({ page, demo }) => {
    expect((await page.goto(`${demo.site}/nowhere`))?.status()).toBe(404);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to the playground" }).click();
    await expect(page.getByRole("button", { name: "Send a Purchase" })).toBeVisible();
  });
});

test("each documented example delivers its event, hashed", async ({ page, demo }) => {
  const sent = collectEvents(page);
  await page.goto(demo.site);
  const delivered = (eventName: string) =>
    expect.poll(() => {
      const event = sent.find((one) => one.eventName === eventName);
      return event && customerOf(event);
    });

  await page.getByRole("button", { name: "Book an intro call" }).click();
  await delivered("Schedule").toEqual({
    em: sha256("jane.doe@example.com"),
    ph: sha256("15551234567"),
    fn: sha256("jane"),
    ln: sha256("doe"),
  });

  await page.getByLabel("E-mail").fill("Anne@Example.com");
  await page.getByRole("button", { name: "Send me the brochure" }).click();
  await delivered("Lead").toEqual({
    em: sha256("anne@example.com"),
    ph: sha256("493023125014"),
    fn: sha256("annemarie"),
    ln: sha256("müller"),
  });
  await expect(page.getByText("Thank you. The brochure is on its way.", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: /^Pay/ }).click();
  await delivered("Purchase").toEqual({
    em: sha256("jane@example.com"),
    ph: sha256("442079460018"),
    fn: sha256("jane"),
    ln: sha256("oconnor"),
    ct: sha256("london"),
    zp: sha256("sw1a1aa"),
    country: sha256("gb"),
  });

  for (const eventName of ["Schedule", "Lead", "Purchase"]) {
    const entry = page.locator("#calls summary").filter({ hasText: eventName });
    await expect(entry).toContainText("true");
  }
  for (const pressed of ["#book-a-call", "#lead-form", "#payment"]) {
    await expect(resultOf(page, pressed)).toContainText("Sent: the promise said true");
  }
});

test("the lead form sends nothing while it is unfinished", async ({ page, demo }) => {
  await page.goto(demo.site);
  await page.getByRole("button", { name: "Send me the brochure" }).click();
  await page.getByRole("button", { name: "Send this call" }).click();
  await expect(page.locator("#calls summary").filter({ hasText: "AddToCart" })).toContainText("true");
  await expect(page.locator("#calls summary").filter({ hasText: "Lead" })).toHaveCount(0);
});

test("the editor says what is wrong with the JSON and where, and sends the call once it is right", async ({
  page,
  demo,
}) => {
  await page.goto(demo.site);
  const customData = page.getByLabel("customData, as JSON");
  await customData.fill("{\n  value: 12\n}");
  await page.getByRole("button", { name: "Send this call" }).click();
  await expect(customData).toHaveAccessibleDescription(
    /customData is not JSON yet: line 2: write the key in double quotes/,
  );
  await expect(customData).toBeFocused();
  await expect(page.locator("#calls summary").filter({ hasText: "AddToCart" })).toHaveCount(0);

  await page.getByLabel("Event name").fill(" ");
  await customData.fill('{"value": 12, "currency": "EUR"}');
  await page.getByRole("button", { name: "Send this call" }).click();
  await expect(page.getByLabel("Event name")).toHaveAccessibleDescription("Write the event's name, such as AddToCart.");
  await expect(page.getByLabel("Event name")).toBeFocused();

  await page.getByLabel("Event name").fill("<b>MyOwn</b>");
  await customData.fill('{"value": 12, "currency": "EUR"}');
  await page.getByRole("button", { name: "Send this call" }).click();
  await expect(customData).toHaveAccessibleDescription("");
  const entry = page.locator("#calls summary").filter({ hasText: "<b>MyOwn</b>" });
  await expect(entry).toContainText("true");
  await entry.click();
  await expect(page.locator("#calls details[open]")).toContainText("answered 202");
});

test("a page with the older snippet delivers its calls from before and after the load", async ({ page, demo }) => {
  const sent = collectEvents(page);
  await page.goto(`${demo.site}/vendor-snippet`);
  await expect.poll(() => sent.map(({ eventName }) => eventName)).toContain("ViewContent");
  await page.getByRole("button", { name: /Call pixelFlow/ }).click();
  await expect.poll(() => sent.map(({ eventName }) => eventName)).toContain("Contact");
  await expect(page.locator("#calls summary").filter({ hasText: "Contact" })).toHaveCount(1);
});

test("a Purchase arrives although its page is left in the same moment", async ({ page, demo }) => {
  await page.goto(`${demo.site}/leave-at-once`);
  await page.getByRole("link", { name: "Pay and leave" }).click();
  await expect(page.getByText("The event arrived while the page before was being left.")).toBeVisible();
});

test("the consent page holds until it is answered, sends what waited, and stops when the answer is withdrawn", async ({
  page,
  demo,
}) => {
  const sent = collectEvents(page);
  await page.goto(`${demo.site}/consent`);
  const stored = page.locator("#stored");
  await expect(stored.locator("code").first()).toHaveText("_pf_consent_source");
  await page.getByRole("button", { name: "Send a Lead" }).click();
  await page.getByRole("button", { name: "Decide later" }).click();
  await expect(page.getByText("Put off")).toBeVisible();
  await expect(page.locator("#calls summary").filter({ hasText: "Lead" })).toContainText("true");
  await expect(stored.locator(".stored-name")).toHaveText(["_pf_consent_source", "_pf_no_consent_decision"]);
  expect(sent).toEqual([]);

  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByText("Accepted")).toBeVisible();
  await expect.poll(() => sent.map(({ eventName }) => eventName)).toEqual(["PageView", "Lead"]);
  await expect(stored).toContainText("_fbp");

  await page.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Refused")).toBeVisible();
  await expect(stored).not.toContainText("_fbp");
  await page.getByRole("button", { name: "Send a Lead" }).click();
  await expect(page.locator("#calls summary").first()).toContainText("false");
  expect(sent).toHaveLength(2);

  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Forget my answer" }).click();
  await reloaded;
  await expect(page.getByText("Not decided")).toBeVisible();
  await expect(page.getByRole("button", { name: "Decide later" })).toBeVisible();
});

test("under a strict policy the tag loads, nothing is kept out, the events arrive, and the lines can be copied", async ({
  page,
  demo,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const sent = collectEvents(page);
  await page.goto(demo.site);
  await page.getByRole("navigation").getByRole("link", { name: "Strict policy" }).click();
  await expect(page.getByRole("group", { name: "The lines for the tag" })).toContainText("script-src");
  await page.getByRole("button", { name: "Send a Purchase" }).click();
  await expect(page.locator("#calls summary").filter({ hasText: "Purchase" })).toContainText("true");
  const purchase = sent.find(({ eventName }) => eventName === "Purchase") as unknown as { event_id: string };
  expect((await page.request.get(`${demo.ingest}/demo/events/${purchase.event_id}`)).ok()).toBe(true);
  await expect(page.locator("#kept-out")).toHaveText("Nothing.");

  await page.locator(".code-box").filter({ hasText: "The lines for the tag" }).getByRole("button").click();
  const lines = `script-src 'nonce-r4nd0m';
connect-src ${demo.ingest};
require-trusted-types-for 'script';
trusted-types pixelflow;`;
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(lines);
});

test.describe("where a policy is put to the test", () => {
  test.use({ allowedErrors: /another-host\.invalid|TrustedScriptURL/ });

  test("what the strict policy does not name is kept out, and the page says so", async ({ page, demo }) => {
    await page.goto(`${demo.site}/strict-policy`);
    await page.getByRole("button", { name: "Try to reach another host" }).click();
    await expect(page.locator("#kept-out")).toHaveText("connect-src kept out https://another-host.invalid/");
    await page.evaluate(() => {
      try {
        document.createElement("script").src = "/examples/first-purchase.js";
      } catch {
        // Trusted Types; the page lists it.
      }
    });
    await expect(page.locator("#kept-out")).toContainText("require-trusted-types-for kept out");
  });
});

/** Every page with the header; the single-page shop has more addresses, and one document. */
const PAGES = ["", "consent", "strict-policy", "vendor-snippet", "leave-at-once", "blocked-tag", "thank-you", "404"];
const SHOP_PAGES = ["", "/product", "/cart", "/checkout", "/thank-you", "/app", "/contact", "/subscribed"];

test("every page has the same links, in one row on a desk and in columns on a phone", async ({ page, demo }) => {
  await page.goto(demo.site);
  const links = page.getByRole("navigation").getByRole("link");
  const words = await links.allTextContents();
  expect(words).toEqual(expect.arrayContaining(["Playground", "Shop", "Lead form", "Consent", "Strict policy"]));
  const readRows = async () => {
    const boxes = await links.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
    return new Set(boxes.map(({ y }) => Math.round(y))).size;
  };
  const readBar = async () => (await page.locator("header.bar").boundingBox())?.height;
  await page.setViewportSize({ width: 1280, height: 800 });
  expect([await readRows(), await readBar()]).toEqual([1, 61]);
  await page.setViewportSize({ width: 390, height: 800 });
  expect([await readRows(), await readBar()]).toEqual([words.length / 3, 193]);
  for (const width of [320, 641, 861, 1261]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await readOverflow(page), `at ${width}`).toBe(0);
  }

  for (const path of [...PAGES.map((name) => `/${name}`), ...SHOP_PAGES.map((name) => `/shop${name}`)]) {
    const html = await (await page.request.get(demo.site + path)).text();
    const [nav = ""] = /<nav.*?<\/nav>/s.exec(html) ?? [];
    expect([...nav.matchAll(/>([^<>]+)<\/a>/g)].map(([, word]) => word)).toEqual(words);
  }
});

test.describe("with the tag blocked", () => {
  test.use({
    allowedErrors:
      /violates the following Content Security Policy directive.*pixelflow\.js|pixelflow\.js.*violates|ERR_BLOCKED_BY_CLIENT.*pixelflow\.js/s,
  });

  test("the documented examples go on: the form confirms, the payment is taken, and each says what became of its call", async ({
    page,
    demo,
  }) => {
    await page.route("**/pixelflow.js", (route) => route.abort("blockedbyclient"));
    await page.goto(demo.site);
    await page.getByLabel("E-mail").fill("Anne@Example.com");
    await page.getByRole("button", { name: "Send me the brochure" }).click();
    await expect(page.getByText("Thank you. The brochure is on its way.", { exact: true })).toBeVisible();
    await expect(resultOf(page, "#lead-form")).toContainText("Not sent: the promise said false");
    await page.getByRole("button", { name: /^Pay/ }).click();
    await expect(page.getByText(/^Paid: order-/)).toBeVisible();
    await expect(resultOf(page, "#payment")).toContainText("Not sent: the promise said false");
  });

  test("an awaited call settles with false and the checkout goes on", async ({ page, demo }) => {
    await page.goto(`${demo.site}/blocked-tag`);
    await page.getByRole("button", { name: "Await the call, then go on" }).click();
    await expect(page.getByText("The promise said false; the checkout goes on.")).toBeVisible();
  });
});

for (const path of ["/", "/consent", "/strict-policy", "/vendor-snippet", "/leave-at-once", "/thank-you"]) {
  test(`${path} has no barrier for anyone and fits a desk and a phone`, async ({ page, demo }) => {
    await page.goto(demo.site + path);
    if (path === "/") {
      await page.getByRole("button", { name: "Send a Purchase" }).click();
      await expect(stations(page)).toHaveCount(5);
      await page.locator("#calls summary").first().click();
    }
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await findBarriers(page)).toEqual([]);
      expect(await readOverflow(page)).toBe(0);
    }
  });
}
