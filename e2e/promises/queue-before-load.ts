import assert from "node:assert/strict";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";

/** Calls made while the tag is still under way count as if it had been there. */
export const queueBeforeLoad: PromiseToKeep = {
  name: "calls made before the tag arrives arrive in order, with their own times and addresses",
  async keep({ driver, site, ingest }) {
    site.holdTag();
    const url = site.addPage("/product/7", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
    const tab = await driver.openTab();
    await tab.goto(url);
    const before = Math.floor(Date.now() / 1000);
    await tab.evaluate(`
      window.results = [
        pixelFlow.trackEvent("ViewContent", { content_ids: ["7"], value: 40, currency: "eur" }),
        pixelFlow("trackEvent", "AddToCart", { value: 40, currency: "EUR" }),
      ];
      history.pushState(null, "", "/checkout?step=1&utm_source=mail");
      results.push(pixelFlow.trackEvent("InitiateCheckout"));
      history.pushState(null, "", "/elsewhere");`);
    site.releaseTag();
    const results = await tab.evaluate("Promise.all(results)");
    assert.deepEqual(results, [true, true, true]);

    const names = ["PageView", "ViewContent", "AddToCart", "InitiateCheckout"];
    await ingest.until(() => ingest.events().length >= names.length);
    const events = ingest.events();
    assert.deepEqual(
      events.map(({ eventName }) => eventName),
      names,
    );
    assert.deepEqual(
      events.slice(1).map(({ siteURL }) => siteURL),
      [url, url, `${site.origin}/checkout?step=1`],
    );
    assert.deepEqual(events[3]?.utm_params, { utm_source: "mail" });
    assert.equal(events[1]?.additionalData.currency, "EUR");
    for (const { eventTime } of events) assert.ok(eventTime >= before - 2 && eventTime <= Date.now() / 1000);
    assert.equal(new Set(events.map(({ event_id }) => event_id)).size, names.length);
  },
};
