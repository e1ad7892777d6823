import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test as base, expect, type Page } from "playwright/test";
import { DEMO } from "../../build.mjs";
import { type Demo, PASSWORD, startDemo } from "./demo.ts";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Playwright's `test` with the demo site and the real ingest, fresh for each test; a page's error fails the test. */
export const test = base.extend<{ demo: Demo; allowedErrors: RegExp }>({
  /** Console errors that a test brings about on purpose. */
  allowedErrors: [/^$/, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  demo: async ({}, use) => {
    const demo = await startDemo();
    await use(demo);
    await demo.stop();
  },
  // Needs the demo, so that the page is closed before what it talks to is stopped.
  page: async ({ page, demo: _demo, allowedErrors }, use) => {
    const errors: string[] = [];
    const watch = (one: Page) => {
      one.on("pageerror", (error) => errors.push(String(error)));
      one.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} ${message.location().url}`);
      });
    };
    watch(page);
    page.context().on("page", watch);
    await use(page);
    await page.context().close();
    expect(errors.filter((error) => !allowedErrors.test(error))).toEqual([]);
  },
});

/** Opens the Events page at this query and signs in. */
export async function openEvents(page: Page, { ingest }: Demo, query = ""): Promise<void> {
  await page.goto(`${ingest}/events${query}`);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Events", exact: true })).toBeVisible();
}

/** What axe-core finds wrong with the page as it stands, in both colour schemes. */
export async function findBarriers(page: Page): Promise<string[]> {
  const source = await readFile(axePath, "utf8");
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(source);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      return (await axe.run(document)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`);
    });
    found.push(...violations.map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

/** How far the page can be scrolled sideways, in pixels. */
export const readOverflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

/** Posts one event as a page of the demo would; the parts given replace the ordinary ones. */
export async function postEvent({ ingest }: Demo, parts: Record<string, unknown> = {}): Promise<string> {
  const event = {
    event_id: crypto.randomUUID(),
    eventName: "Lead",
    eventTime: Math.floor(Date.now() / 1000),
    actionSource: "website",
    siteURL: "https://shop.example/",
    additionalData: {},
    customerData: {},
    ...parts,
  };
  const body = JSON.stringify({ siteId: DEMO.site, apiKey: DEMO.key, events: [event] });
  const response = await fetch(`${ingest}/event`, { method: "POST", body });
  expect(response.status).toBe(202);
  return event.event_id;
}

export { expect };
