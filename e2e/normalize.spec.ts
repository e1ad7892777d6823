import type { BrowserContext, Page } from "playwright/test";
import { customerOf } from "./support/customer.ts";
import {
  createHashVectors,
  EXAMPLES,
  readCountryVectors,
  readPhoneVectors,
  sha256,
  type Vector,
} from "./support/customer-data-vectors.ts";
import { expect, test } from "./support/fixtures.ts";
import { pasteSnippet, type TestSite } from "./support/test-site.ts";

const LOADED = "window.pixelFlow && !!window.pixelFlow.utils";

/** The pages' kinds: each has its own way to get normalizing wrong. */
const PAGES: Record<string, { locale?: string; lang?: string; isSecure: boolean }> = {
  "a secure page": { isSecure: true },
  "a plain-http page": { isSecure: false },
  "a Turkish page": { isSecure: true, locale: "tr-TR", lang: "tr" },
  "a Lithuanian page": { isSecure: true, locale: "lt-LT", lang: "lt" },
};

const setLanguage = (lang: string) => `<script>document.documentElement.lang = ${JSON.stringify(lang)}</script>`;

/** Shows the test site under a host name that is no secure context, as any shop without https. */
async function showOnPlainHttp(context: BrowserContext, site: TestSite): Promise<string> {
  const origin = "http://shop.example";
  await context.route(`${origin}/**`, async (route) => {
    const url = site.origin + new URL(route.request().url()).pathname;
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  return origin;
}

/** The calls whose result in the page is not the expected one. */
const findWrong = (page: Page, util: string, vectors: Vector[]) =>
  page.evaluate(
    ([name, calls]) => {
      const call = window.pixelFlow.utils?.[name as "normalize"] as (...args: unknown[]) => unknown;
      return calls.flatMap(([args, expected]) => {
        const actual = call(...args);
        return actual === expected ? [] : [{ args, expected, actual }];
      });
    },
    [util, vectors] as const,
  );

for (const [name, { locale, lang = "en", isSecure }] of Object.entries(PAGES)) {
  test.describe(name, () => {
    test.use({ locale: locale ?? "en-US" });

    test(`customer data is normalized and hashed alike on ${name}`, async ({ page, context, site, ingest }) => {
      const url = site.addPage("/shop", {
        head: setLanguage(lang) + pasteSnippet({ endpoint: ingest.endpoint }),
      });
      const origin = isSecure ? site.origin : await showOnPlainHttp(context, site);
      await page.goto(origin + new URL(url).pathname);
      await page.waitForFunction(LOADED);
      expect(await page.evaluate("isSecureContext")).toBe(isSecure);

      for (const [util, vectors] of Object.entries(EXAMPLES)) {
        // The Turkish name of Italy is known on a Turkish page only.
        const known = vectors.filter(([[text]]) => text !== "İTALYA" || lang === "tr");
        expect(await findWrong(page, util, known), util).toEqual([]);
      }
      expect(await findWrong(page, "normalizePhone", readPhoneVectors())).toEqual([]);
      expect(await findWrong(page, "normalizeCountry", readCountryVectors())).toEqual([]);
      expect(await findWrong(page, "sha256", createHashVectors(300))).toEqual([]);

      const userData = { em: "INFO@ISTANBUL.COM", fn: "IŞIL", ph: "0532 123 45 67", country: "Turkey", zp: "34000" };
      const hashed = await page.evaluate((data) => window.pixelFlow.utils?.normalizeCustomerData(data), userData);
      expect(hashed).toEqual({
        em: sha256("info@istanbul.com"),
        fn: sha256("işil"),
        ph: sha256("905321234567"),
        country: sha256("tr"),
        zp: sha256("34000"),
      });
    });
  });
}

test("this browser's own names of all countries are understood, in English and in each one's own language", async ({
  page,
  site,
}) => {
  await page.goto(site.addPage("/shop", { head: `<script async src="/v1/pixelflow.js"></script>` }));
  await page.waitForFunction(LOADED);
  const codes = readCountryVectors().map(([, code]) => code);
  const wrong = await page.evaluate(
    (countryCodes) => {
      const english = new Intl.DisplayNames("en", { type: "region" });
      return countryCodes.flatMap((code) => {
        const { baseName } = new Intl.Locale(`und-${code}`).maximize();
        const own = new Intl.DisplayNames(baseName, { type: "region" });
        const names = [english.of(code.toUpperCase()), own.of(code.toUpperCase())];
        return names
          .filter((name) => window.pixelFlow.utils?.normalizeCountry(name) !== code)
          .map((name) => `${code}: ${name}`);
      });
    },
    [...new Set(codes)],
  );
  expect(wrong).toEqual([]);
});

test("utils work on a page without any configuration, and with prototypes that the page has added to", async ({
  page,
  site,
}) => {
  const pollute = `<script>
    for (const prototype of [Object.prototype, Array.prototype]) {
      for (const key of ["em", "country", "us", "each", "toJSON", "style"]) prototype[key] = function () { return "polluted"; };
    }
  </script>`;
  await page.goto(site.addPage("/shop", { head: `${pollute}<script async src="/v1/pixelflow.js"></script>` }));
  await page.waitForFunction(LOADED);
  const results = await page.evaluate(async () => {
    const { utils } = window.pixelFlow;
    const hashed = await utils?.normalizeCustomerData({ fn: ["Jane"], ph: "020 7946 0018", country: "Großbritannien" });
    return [
      utils?.normalizeCountry("each"),
      utils?.normalizeCountry("United States"),
      ...Object.keys(hashed ?? {}),
    ].join();
  });
  // The country is unknown on an English page, and so is the national number's code.
  expect(results).toBe(",us,fn");
});

test("a country's name in the page's language is sent as its code, and its phone numbers with it", async ({
  page,
  site,
  ingest,
}) => {
  const head = setLanguage("de") + pasteSnippet({ endpoint: ingest.endpoint });
  await page.goto(site.addPage("/kasse", { head }));
  await page.evaluate(() => {
    window.pixelFlow.trackEvent(
      "Purchase",
      { value: 40, currency: "EUR" },
      { ph: "01 23 45 67 89", country: "Frankreich" },
    );
  });
  await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Purchase"));
  const purchase = ingest.events().find(({ eventName }) => eventName === "Purchase");
  expect(purchase && customerOf(purchase)).toEqual({ ph: sha256("33123456789"), country: sha256("fr") });
});
