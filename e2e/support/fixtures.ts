import { test as base } from "playwright/test";
import { createRecordingIngest, type RecordingIngest } from "./recording-ingest.ts";
import type { Scene, Tab } from "./scene.ts";
import { createTestSite, type TestSite } from "./test-site.ts";

/** Playwright's `test`, with a shop's web server and a recording ingest for each test, and both as a `scene`. */
export const test = base.extend<{ site: TestSite; ingest: RecordingIngest; scene: Scene }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  site: async ({}, use) => {
    const site = await createTestSite();
    await use(site);
    await site.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  ingest: async ({}, use, testInfo) => {
    const ingest = await createRecordingIngest();
    await use(ingest);
    await ingest.stop();
    // Which calls were lost is the first thing to know of a test that ran out of time.
    if (testInfo.status === "timedOut") {
      for (const wait of ingest.describeWaits()) throw new Error(`Waited in vain for ${wait}`);
    }
  },
  scene: async ({ site, ingest, context }, use) => {
    const openTab = async (): Promise<Tab> => {
      const page = await context.newPage();
      return {
        goto: async (url) => void (await page.goto(url, { waitUntil: "domcontentloaded" })),
        arrival: (url) => page.waitForURL(url, { waitUntil: "domcontentloaded" }),
        evaluate: (code) => page.evaluate(code),
        close: () => page.close(),
      };
    };
    await use({ driver: { openTab }, site, ingest });
  },
});

export { expect } from "playwright/test";
