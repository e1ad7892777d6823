import { readStored, untilPage } from "./support/consent-page.ts";
import { expect, test } from "./support/fixtures.ts";
import type { RecordingIngest } from "./support/recording-ingest.ts";
import { pasteSnippet } from "./support/test-site.ts";
import { whenLoaded } from "./support/when-loaded.ts";

const WAITING = ["_pf_consent_source", "_pf_no_consent_decision"];
const names = (ingest: RecordingIngest) => ingest.events().map(({ eventName }) => eventName);
const isWaiting = `document.cookie.includes("_pf_no_consent_decision=true")`;

/** A snippet that leaves the mode to the ingest. */
const unsaid = (endpoint: string) => pasteSnippet({ endpoint }).replace('consentMode:"off"', 'consentMode:""');
/** Settings that are answered when the test says so. */
const holdSettings = `<script>
  const theirs = fetch;
  window.answerSettings = new Promise((resolve) => { window.answer = resolve; });
  window.fetch = (url, options) => String(url).includes("/site/config/") ? answerSettings.then(() => theirs(url, options)) : theirs(url, options);
</script>`;

test.describe("in Berlin", () => {
  test.use({ timezoneId: "Europe/Berlin" });

  test("auto asks first where the ingest cannot tell the country", async ({ page, site, ingest }) => {
    ingest.serveSettings({ consentMode: "auto" });
    await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "auto" }) }));
    await page.waitForFunction(isWaiting);
    expect(ingest.events()).toEqual([]);
  });

  test("auto goes by the ingest's answer where there is one", async ({ page, site, ingest }) => {
    ingest.serveSettings({ consentMode: "opt_out" });
    await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "auto" }) }));
    await ingest.until(() => names(ingest).length === 1);
  });
});

test.describe("in New York", () => {
  test.use({ timezoneId: "America/New_York" });

  test("auto sends unless refused where the ingest cannot tell the country", async ({ page, site, ingest }) => {
    ingest.serveSettings({ consentMode: "auto" });
    await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "auto" }) }));
    await ingest.until(() => names(ingest).length === 1);
    expect(ingest.events()[0]?.consent).toEqual({ state: "unknown", source: "api", mode: "opt_out" });
  });

  test("auto asks first where the ingest says so", async ({ page, site, ingest }) => {
    ingest.serveSettings({ consentMode: "opt_in" });
    await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "auto" }) }));
    await page.waitForFunction(isWaiting);
    expect(ingest.events()).toEqual([]);
  });
});

for (const [what, settings] of [
  ["says off", { consentMode: "off" }],
  ["says nothing of it", {}],
  ["does not know the site", { status: 404 }],
] as const) {
  test(`a snippet without a mode sends once the ingest ${what}`, async ({ scene: { driver, site, ingest } }) => {
    ingest.serveSettings(settings);
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: holdSettings + unsaid(ingest.endpoint) }));
    await whenLoaded(tab);
    expect(await tab.evaluate(`pixelFlow.trackEvent("Lead")`)).toBe(true);
    expect((await readStored(tab)).filter((name) => !/^_pf_outbox/.test(name))).toEqual([]);
    expect(ingest.requests).toEqual([]);
    await tab.evaluate("answer()");
    await ingest.until(() => names(ingest).length === 2);
    for (const event of ingest.events()) expect(event).not.toHaveProperty("consent");
    expect(names(ingest)).toEqual(["PageView", "Lead"]);
  });
}

test("what was stored while the mode was unknown moves to memory once visitors are to be asked", async ({
  scene: { driver, site, ingest },
}) => {
  ingest.serveSettings({ consentMode: "opt_in" });
  const tab = await driver.openTab();
  await tab.goto(site.addPage("/shop", { head: holdSettings + unsaid(ingest.endpoint) }));
  await whenLoaded(tab);
  await tab.evaluate(`pixelFlow.trackEvent("Lead")`);
  await tab.evaluate("answer()");
  await untilPage(tab, isWaiting);
  expect((await readStored(tab)).filter((name) => !/^_pf_settings/.test(name))).toEqual(WAITING);
  await tab.evaluate(`pixelFlow.consent("grant")`);
  await ingest.until(() => names(ingest).length === 2);
});

test("a page that is left while the mode is unknown sends nothing; the next one, which knows it, does", async ({
  scene: { driver, site, ingest },
}) => {
  const tab = await driver.openTab();
  const head = unsaid(ingest.endpoint);
  await tab.goto(site.addPage("/first", { head: holdSettings + head }));
  await whenLoaded(tab);
  await tab.evaluate(`pixelFlow.trackEvent("Lead")`);
  await tab.goto(site.addPage("/between", {}));
  expect(ingest.requests).toEqual([]);
  await tab.goto(site.addPage("/next", { head }));
  await ingest.until(() => names(ingest).length === 3);
  expect(names(ingest).sort()).toEqual(["Lead", "PageView", "PageView"]);
});
