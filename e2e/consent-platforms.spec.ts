import { type ConsentDouble, DOUBLES } from "./support/consent-doubles.ts";
import { BANNER, installDouble, readKept, readRows, readStored, untilPage } from "./support/consent-page.ts";
import { expect, test } from "./support/fixtures.ts";
import { pasteSnippet } from "./support/test-site.ts";
import { whenLoaded } from "./support/when-loaded.ts";

const WAITING = ["_pf_consent_source", "_pf_no_consent_decision"];
/** The tag has found the platforms that it has to listen to. */
const FOUND = "(!platform.listeners || platform.listeners.length)";
/** What the platforms themselves keep. */
const THEIRS = ["cmplz_marketing", "wp_consent_marketing"];
const KEPT_DENIED = `/_pf_consent=/.test(document.cookie) && /"denied"/.test(atob(document.cookie.split("_pf_consent=")[1].split(";")[0]))`;

for (const [name, { source, code }] of Object.entries<ConsentDouble>(DOUBLES)) {
  test(`${name}: held while unknown, sent with its own times once granted, stopped once withdrawn`, async ({
    scene,
  }) => {
    const { driver, site, ingest } = scene;
    const head = installDouble(code) + pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" });
    const tab = await driver.openTab();
    site.holdTag();
    const before = Math.floor(Date.now() / 1000);
    await tab.goto(site.addPage("/shop", { head, body: BANNER }));
    await tab.evaluate(`void pixelFlow.trackEvent("Lead", { n: 1 }, { em: "jane@example.com" })`);
    site.releaseTag();
    await whenLoaded(tab);
    for (const [n, step] of ["half", "break", "load"].entries()) {
      await tab.evaluate(`platform.${step}()`);
      expect(await tab.evaluate(`pixelFlow.trackEvent("Contact", { n: ${n} })`), step).toBe(true);
      expect(await readStored(tab)).toEqual(WAITING);
    }
    await untilPage(tab, `document.cookie.includes("_pf_consent_source=${source}") && ${FOUND}`);
    expect(ingest.requests).toEqual([]);

    await tab.evaluate(`document.getElementById("yes").click()`);
    await ingest.until(() => ingest.events().length === 5);
    expect(ingest.events().map(({ eventName }) => eventName)).toEqual([
      "PageView",
      "Lead",
      "Contact",
      "Contact",
      "Contact",
    ]);
    for (const { consent, eventTime } of ingest.events()) {
      expect(consent).toEqual({ state: "granted", source, timestamp: expect.any(Number) });
      expect(eventTime).toBeGreaterThanOrEqual(before);
      expect(eventTime * 1000).toBeLessThanOrEqual(consent?.timestamp ?? 0);
    }
    expect(await readKept(tab)).toEqual({ s: "granted", src: source, t: expect.any(Number), v: 1 });
    expect(await readStored(tab)).not.toEqual(expect.arrayContaining(WAITING));

    const took = await tab.evaluate<number>(`(async () => {
      const start = performance.now();
      document.getElementById("no").click();
      while (!(${KEPT_DENIED})) await new Promise((resolve) => setTimeout(resolve, 5));
      return performance.now() - start;
    })()`);
    expect(took).toBeLessThan(1000);
    expect(await tab.evaluate(`pixelFlow.trackEvent("Purchase", { value: 1, currency: "EUR" })`)).toBe(false);
    await ingest.until(() => readRows(ingest).length === 1);
    expect(readRows(ingest)).toEqual([{ eventType: "Purchase", reason: "denied", consentSource: source }]);
    expect(ingest.events()).toHaveLength(5);
  });

  test(`${name}: refused, nothing is sent and nothing stored`, async ({ scene: { driver, site, ingest } }) => {
    const head = installDouble(code) + pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" });
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head, body: BANNER }));
    await whenLoaded(tab);
    await tab.evaluate("platform.load()");
    await untilPage(tab, `document.cookie.includes("_pf_consent_source=${source}") && ${FOUND}`);
    await tab.evaluate(`document.getElementById("no").click()`);
    await untilPage(tab, KEPT_DENIED);
    expect(await tab.evaluate(`pixelFlow.trackEvent("Lead", {}, { em: "jane@example.com" })`)).toBe(false);
    await ingest.until(() => readRows(ingest).length === 2);
    expect(readRows(ingest)).toEqual([
      { eventType: "PageView", reason: "denied", consentSource: source },
      { eventType: "Lead", reason: "denied", consentSource: source },
    ]);
    expect(ingest.events()).toEqual([]);
    expect((await readStored(tab)).filter((one) => !THEIRS.includes(one))).toEqual(["_pf_consent"]);
  });
}
