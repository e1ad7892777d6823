import { test as base } from "playwright/test";
import { createRecordingIngest, type RecordingIngest } from "./recording-ingest.ts";
import type { Scene } from "./scene.ts";
import { createTestSite, type TestSite } from "./test-site.ts";
import { toTab } from "./to-tab.ts";

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
    const openTab = async () => toTab(await context.newPage());
    await use({ driver: { openTab }, site, ingest });
  },
});

export { expect } from "playwright/test";
