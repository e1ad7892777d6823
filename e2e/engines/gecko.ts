import { launch } from "puppeteer-core";
import type { Engine } from "./engine.ts";

/** Starts a Firefox, driven by WebDriver BiDi; Playwright drives only builds of its own. */
export async function startGecko(executablePath: string): Promise<Engine> {
  const browser = await launch({ browser: "firefox", executablePath, headless: true });
  return {
    version: (await browser.version()).replace("/", " "),
    async openProfile() {
      const context = await browser.createBrowserContext();
      return {
        async openTab() {
          const page = await context.newPage();
          return {
            goto: async (url) => void (await page.goto(url, { waitUntil: "domcontentloaded" })),
            async arrival(url) {
              await page.waitForFunction(
                (address: string) => location.href === address && document.readyState !== "loading",
                {},
                url,
              );
            },
            evaluate: (code) => page.evaluate(code) as Promise<never>,
            close: () => page.close(),
          };
        },
        close: () => context.close(),
      };
    },
    stop: () => browser.close(),
  };
}
