import { chromium, devices } from "playwright";
import { findBrowser } from "../../tools/find-browser.ts";
import { CHROMIUM_FLAGS } from "../support/chromium-flags.ts";
import { toTab } from "../support/to-tab.ts";
import type { Engine } from "./engine.ts";

/** Starts Chromium, driven by Playwright. */
export async function startBlink(): Promise<Engine> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: CHROMIUM_FLAGS });
  return {
    version: `Chromium ${browser.version()}`,
    async openProfile() {
      const context = await browser.newContext({ userAgent: devices["Desktop Chrome"].userAgent });
      return {
        openTab: async () => toTab(await context.newPage()),
        close: () => context.close(),
      };
    },
    stop: () => browser.close(),
  };
}
