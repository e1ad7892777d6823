import { defineConfig, devices } from "playwright/test";
import { findBrowser } from "../tools/find-browser.ts";
import { CHROMIUM_FLAGS } from "./support/chromium-flags.ts";

const { userAgent } = devices["Desktop Chrome"];

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  // A test that fails sometimes is a bug; a second try would hide it.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  use: {
    // Headless Chromium names itself in a way that bot filters drop.
    userAgent,
    launchOptions: {
      executablePath: findBrowser(),
      args: CHROMIUM_FLAGS,
    },
  },
});
