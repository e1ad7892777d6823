import assert from "node:assert/strict";
import { pasteKeptStub } from "../support/kept-versions.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { SITE } from "../support/test-site.ts";

/** The form that existing sites have pasted; its queue holds bare `arguments`, and `.q` appears with the first call. */
export const vendorSnippet = (endpoint: string) => pasteKeptStub("vendor", endpoint);

/** A site that pasted the existing snippet years ago switches by the script's address alone. */
export const existingSnippetWorks: PromiseToKeep = {
  name: "the existing snippet form works, before and after load, and so does a wait-and-retry page",
  async keep({ driver, site, ingest }) {
    site.holdTag();
    const url = site.addPage("/old", { head: vendorSnippet(ingest.endpoint) });
    const tab = await driver.openTab();
    await tab.goto(url);
    await tab.evaluate(`
      pixelFlow("trackEvent", "Lead", { content_name: "early" }, { em: "jane@example.com" });
      pixelFlow("noSuchMethod", 1);
      pixelFlow("trackEvent", "", {});
      pixelFlow("trackEvent", "Contact");
      window.kept = pixelFlow;
      window.ready = new Promise((resolve) => {
        const timer = setInterval(() => {
          if (!pixelFlow.trackEvent || !pixelFlow.utils?.normalizeCustomerData) return;
          clearInterval(timer);
          resolve();
        }, 50);
      });
      void 0;`);
    site.releaseTag();
    await tab.evaluate("ready");
    const results = await tab.evaluate(`Promise.all([
      pixelFlow("trackEvent", "Purchase", { value: 40, currency: "EUR" }),
      pixelFlow.utils.normalizeCustomerData({ em: " Jane@Example.com " }).then((user) => pixelFlow.trackEvent("Subscribe", {}, user)),
      kept("trackEvent", "Schedule") ?? true,
    ])`);
    assert.deepEqual(results, [true, true, true]);
    await ingest.until(() => ingest.events().length >= 6);
    const events = ingest.events();
    assert.deepEqual(events.map(({ eventName }) => eventName).sort(), [
      "Contact",
      "Lead",
      "PageView",
      "Purchase",
      "Schedule",
      "Subscribe",
    ]);
    const emails = events.filter(({ customerData }) => customerData.em).map(({ customerData }) => customerData.em);
    assert.equal(emails.length, 2);
    assert.equal(emails[0], emails[1]);
    const { siteId, apiKey, isOurs } = await tab.evaluate<Record<string, unknown>>(
      "({ siteId: pixelFlow.siteId, apiKey: pixelFlow.apiKey, isOurs: Boolean(pixelFlow.version) })",
    );
    assert.deepEqual({ siteId, apiKey, isOurs }, { siteId: SITE.site, apiKey: SITE.key, isOurs: true });
  },
};
