import { createHash } from "node:crypto";
import type { Page } from "playwright/test";
import type { Demo } from "./support/demo.ts";
import { expect, findBarriers, openEvents, readOverflow, test } from "./support/demo-fixtures.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** What Meta gets of one event. */
interface MetaEvent {
  event_name: string;
  event_source_url: string;
  custom_data?: Record<string, unknown>;
  user_data: Record<string, unknown>;
}

/** Everything the Events page has, oldest first, as Meta gets it; `page` has signed in there. */
const readLog = (page: Page): Promise<MetaEvent[]> =>
  page.evaluate(async () => {
    const get = async (path: string) => (await fetch(path)).json();
    const { events } = await get("/api/events?limit=100");
    const details = await Promise.all(events.map(({ id }: { id: string }) => get(`/api/events/${id}`)));
    return details.map(({ request }) => request?.data?.[0]).reverse();
  });

/** The log once it holds as many events as are expected, however long the last ones take. */
async function waitForLog(page: Page, demo: Demo, count: number): Promise<MetaEvent[]> {
  const events = await page.context().newPage();
  await openEvents(events, demo);
  await expect.poll(async () => (await readLog(events)).filter(Boolean).length).toBe(count);
  return readLog(events);
}

const named = (log: MetaEvent[], name: string) => log.filter(({ event_name }) => event_name === name);

const product = (id: string, quantity: number, item_price: number) => ({ id, quantity, item_price });

const JANE = {
  "First name": "Jane",
  "Last name": "O’Connor",
  "E-mail": " Jane@Example.com",
  Phone: "+49 30 23125 014",
  Street: "Secret street 1",
  City: "Berlin",
  Postcode: "10115",
  "Notes for us": "Secret notes",
};

const HASHED_JANE = {
  em: sha256("jane@example.com"),
  ph: sha256("493023125014"),
  fn: sha256("jane"),
  ln: sha256("oconnor"),
  ct: sha256("berlin"),
  zp: sha256("10115"),
  country: sha256("de"),
};

async function order(page: Page) {
  for (const [label, value] of Object.entries(JANE)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel("Country").selectOption("Germany");
  await page.getByRole("button", { name: "Place the order" }).dblclick();
  await expect(page.getByRole("heading", { name: "Thank you for your order" })).toBeVisible();
}

test("from the list to the order each event arrives once, with its value, its contents and the hashed customer", async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.site}/shop`);
  await page.getByRole("button", { name: /Add to cart.*Blue mug/ }).click();
  await page.getByRole("link", { name: /Dotted notebook/ }).click();
  await page.getByLabel("Quantity").fill("2");
  await page.getByRole("button", { name: "Add to cart", exact: true }).click();
  await page.getByRole("button", { name: /Add to cart.*Brass pen/ }).click();
  await page.locator("#mini-cart summary").click();
  await page.getByRole("link", { name: "See the cart" }).click();
  await page.getByLabel("Quantity of Blue mug").fill("3");
  await page.getByRole("button", { name: "Remove Brass pen" }).click();
  await page.getByRole("link", { name: "Go to the checkout" }).click();
  await order(page);
  await page.reload();

  // 6 page views, the product page's trigger, 3 × AddToCart, InitiateCheckout, Purchase.
  const log = await waitForLog(page, demo, 12);
  expect(named(log, "PageView").map(({ event_source_url }) => new URL(event_source_url).pathname)).toEqual([
    "/shop",
    "/shop/product",
    "/shop/cart",
    "/shop/checkout",
    "/shop/thank-you",
    "/shop/thank-you",
  ]);
  expect(named(log, "ViewContent")).toHaveLength(1);
  expect(named(log, "AddToCart").map(({ custom_data }) => custom_data)).toEqual([
    {
      content_name: "Blue mug",
      content_type: "product",
      contents: [product("101", 1, 18)],
      num_items: 1,
      value: 18,
      currency: "EUR",
    },
    {
      content_name: "Dotted notebook",
      content_type: "product",
      contents: [product("102", 2, 12.5)],
      num_items: 2,
      value: 25,
      currency: "EUR",
    },
    {
      content_name: "Brass pen",
      content_type: "product",
      contents: [product("103", 1, 34.9)],
      num_items: 1,
      value: 34.9,
      currency: "EUR",
    },
  ]);
  const bought = {
    content_type: "product",
    contents: [product("101", 3, 18), product("102", 2, 12.5)],
    num_items: 5,
    currency: "EUR",
  };
  expect(named(log, "InitiateCheckout").map(({ custom_data }) => custom_data)).toEqual([{ ...bought, value: 79 }]);
  const [purchase, ...more] = named(log, "Purchase");
  expect(more).toEqual([]);
  expect(purchase?.custom_data).toEqual({ ...bought, value: 83.9 });
  expect(purchase?.user_data).toMatchObject(HASHED_JANE);
  expect(JSON.stringify(log)).not.toMatch(/jane|connor|berlin|10115|secret/i);
});

test("the single-page shop sends a PageView for each route and the same events", async ({ page, demo }) => {
  await page.goto(`${demo.site}/shop/app`);
  await page.getByRole("link", { name: /Walnut desk/ }).click();
  await expect(page.getByRole("heading", { name: "Walnut desk" })).toBeFocused();
  await page.getByRole("button", { name: "Add to cart", exact: true }).click();
  await page.locator("#mini-cart summary").click();
  await page.locator("#mini-cart").getByRole("link", { name: "Checkout" }).click();
  await order(page);
  await page.goBack();
  await expect(page.getByText("The cart is empty")).toBeVisible();

  const log = await waitForLog(page, demo, 8);
  expect(named(log, "PageView").map(({ event_source_url }) => new URL(event_source_url).pathname)).toEqual([
    "/shop/app",
    "/shop/app/products/desk",
    "/shop/app/checkout",
    "/shop/app/thank-you",
    "/shop/app/checkout",
  ]);
  const bought = {
    content_type: "product",
    contents: [product("106", 1, 1299)],
    num_items: 1,
    value: 1299,
    currency: "EUR",
  };
  for (const name of ["AddToCart", "InitiateCheckout"]) {
    expect(named(log, name).map(({ custom_data }) => custom_data)).toEqual([
      { ...bought, content_name: "Walnut desk" },
    ]);
  }
  const [purchase] = named(log, "Purchase");
  expect(purchase?.custom_data).toMatchObject(bought);
  expect(purchase?.user_data).toMatchObject(HASHED_JANE);
});

test("the lead form sends its fields hashed, and the page after the newsletter's form triggers its event", async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.site}/shop/contact`);
  await page.getByRole("button", { name: "Send me the samples" }).click();
  const form = page.locator("#sample-form");
  await form.getByLabel("First name").fill("Jane");
  await form.getByLabel("Last name").fill("Doe");
  await form.getByLabel("E-mail").fill("Jane@Example.com");
  await form.getByLabel("Message").fill("Secret message");
  await form.getByLabel("E-mail").press("Enter");
  await expect(page.getByText("Thank you. The samples are on their way.")).toBeVisible();
  await page.locator("#newsletter-email").fill("jane@example.com");
  await page.getByRole("button", { name: "Subscribe" }).click();
  await expect(page.getByRole("heading", { name: "You are subscribed" })).toBeVisible();

  const log = await waitForLog(page, demo, 4);
  const [lead] = named(log, "Lead");
  expect(lead?.custom_data).toEqual({ content_name: "Ask for a sample box" });
  expect(lead?.user_data).toMatchObject({
    em: sha256("jane@example.com"),
    fn: sha256("jane"),
    ln: sha256("doe"),
  });
  expect(named(log, "Subscribe").map(({ custom_data }) => custom_data)).toEqual([{ value: 3, currency: "EUR" }]);
  expect(JSON.stringify(log)).not.toMatch(/jane|secret/i);
});

test("the shop's pages show what earlier pages of the visit have sent", async ({ page, demo }) => {
  await page.goto(`${demo.site}/shop`);
  await page.getByRole("button", { name: /Add to cart.*Blue mug/ }).click();
  await expect(page.locator('#trail [role="tab"][data-state="done"]')).toHaveCount(5);
  await page.goto(`${demo.site}/shop/cart`);
  const entry = page.locator("#calls summary").filter({ hasText: "AddToCart" });
  await entry.click();
  await expect(page.locator("#calls details[open]")).toContainText("answered 202");
});

test("the list says what made the tag send each event, and which one the trail beside it follows", async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.site}/shop`);
  await page.getByRole("button", { name: /Add to cart.*Blue mug/ }).click();
  const entry = (name: string) => page.locator("#calls summary").filter({ hasText: name });
  const followed = page.locator("#calls [aria-current=true]");
  await expect(followed).toContainText("AddToCart");
  await page.goto(`${demo.site}/shop/product?id=lamp`);
  await expect(entry("ViewContent")).toContainText("URL trigger");
  await expect(followed).toContainText("ViewContent");
  await entry("AddToCart").click();
  await expect(followed).toHaveCount(1);
  await expect(followed).toContainText("AddToCart");
  await expect(page.getByRole("heading", { name: /^The way of AddToCart/ })).toBeVisible();
  await page.getByRole("tab", { name: /Called/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("bears the class action-btn-cart-005-pf");

  await page.goto(`${demo.site}/shop/contact`);
  for (const [label, value] of Object.entries({ "First name": "Jane", "Last name": "Doe" })) {
    await page.getByLabel(label).fill(value);
  }
  await page.locator("#email").fill("jane@example.com");
  await page.getByRole("button", { name: "Send me the samples" }).click();
  await expect(entry("Lead")).toContainText("marked form");
  await expect(entry("AddToCart")).toContainText("button’s class");
  await expect(entry("PageView").first()).toContainText("page view");
});

for (const path of ["/shop/checkout", "/shop/app/checkout"]) {
  test(`${path} has no hole between the shop and what the visit has sent`, async ({ page, demo }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const readGap = () =>
      page.evaluate(() => {
        const bottom = document.querySelector("#shop")?.lastElementChild?.getBoundingClientRect().bottom ?? 0;
        return (document.querySelector(".behind")?.getBoundingClientRect().top ?? 0) - bottom;
      });
    await page.goto(demo.site + path);
    await expect(page.getByText("The cart is empty")).toBeVisible();
    expect(await readGap()).toBeLessThanOrEqual(96);
    await page.goto(`${demo.site}/shop`);
    await page.getByRole("button", { name: /Add to cart.*Blue mug/ }).click();
    await page.goto(demo.site + path);
    await expect(page.getByRole("button", { name: "Place the order" })).toBeVisible();
    expect(await readGap()).toBeLessThanOrEqual(96);
  });
}

const PATHS = [
  "/shop",
  "/shop/product?id=lamp",
  "/shop/cart",
  "/shop/checkout",
  "/shop/contact",
  "/shop/app",
  "/shop?pixelflow_debug=1",
];

for (const path of [...PATHS, "/shop/thank-you", "/shop/subscribed"]) {
  test(`${path} has no barrier for anyone and fits a desk and a phone`, async ({ page, demo }) => {
    await page.goto(`${demo.site}/shop`);
    await page.getByRole("button", { name: /Add to cart.*Blue mug/ }).click();
    await page.goto(demo.site + path);
    await page.locator("#mini-cart summary").click();
    await expect(page.locator("#calls summary").filter({ hasText: "AddToCart" })).toBeVisible();
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await findBarriers(page)).toEqual([]);
      expect(await readOverflow(page)).toBe(0);
    }
  });
}
