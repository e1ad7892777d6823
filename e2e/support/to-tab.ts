import type { Page } from "playwright";
import type { Tab } from "./scene.ts";

/** A page of Playwright's as promises see one. */
export function toTab(page: Page): Tab {
  return {
    goto: async (url) => void (await page.goto(url, { waitUntil: "domcontentloaded" })),
    arrival: (url) => page.waitForURL(url, { waitUntil: "domcontentloaded" }),
    evaluate: (code) => page.evaluate(code),
    close: () => page.close(),
  };
}
