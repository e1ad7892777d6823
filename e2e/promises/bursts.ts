import assert from "node:assert/strict";
import { callNumbered, untilDelivered, untilOutboxIsEmpty } from "../support/ledger.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

/** A page that makes two thousand calls in one tick. */
export const burst: PromiseToKeep = {
  name: "burst: 2,000 calls in one tick arrive once each, in at most 20 requests",
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await whenLoaded(tab);
    await ingest.until(() => ingest.events().length === 1);
    const before = ingest.requests.length;
    await tab.evaluate(`void (window.all = Promise.all(${callNumbered(2000)}))`);
    await untilDelivered(ingest, 2000, { repeats: "none" });
    assert.ok(ingest.requests.length - before <= 20, `${ingest.requests.length - before} requests`);
    assert.deepEqual(await tab.evaluate("all.then((results) => results.every(Boolean))"), true);
  },
};

/** An event larger than what may outlive a page. */
export const bigEvent: PromiseToKeep = {
  name: "burst: events of 100 KB arrive beside small ones",
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await whenLoaded(tab);
    const results = await tab.evaluate(`Promise.all([
      ...${callNumbered(3)},
      pixelFlow.trackEvent("ViewContent", { n: 4, text: "x".repeat(100_000) }),
      pixelFlow.trackEvent("ViewContent", { n: 5, text: "é".repeat(60_000) }),
      ...${callNumbered(3, { from: 6 })},
    ])`);
    assert.deepEqual(results, Array(8).fill(true));
    await untilDelivered(ingest, 8, { repeats: "none" });
  },
};

/** The outbox is bounded, keeps what matters, and counts what it could not keep. */
export const overflow: PromiseToKeep = {
  name: "burst: a full outbox drops PageViews first and Purchases last, and counts each",
  async keep({ driver, site, ingest }) {
    const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
    const tab = await driver.openTab();
    await tab.goto(url);
    await whenLoaded(tab);
    await ingest.until(() => ingest.events().length === 1);
    await untilOutboxIsEmpty(tab);
    ingest.behave({ status: 503 });
    await tab.evaluate(`(async () => {
      const call = (name, n) => pixelFlow.trackEvent(name, { n });
      call("Purchase", 1);
      for (let n = 2; n <= 501; n++) call("PageView", n);
      for (let n = 502; n <= 3101; n++) call("Lead", n);
      await call("Purchase", 3102);
    })()`);
    ingest.behave("accept");
    const kept = () =>
      new Set(
        ingest
          .events()
          .map(({ additionalData }) => additionalData.n)
          .filter(Boolean),
      );
    await ingest.until(() => kept().size >= 3000);
    // 3,102 calls: the oldest 102 PageViews had to go.
    for (const n of [1, 104, 502, 3101, 3102]) assert.ok(kept().has(n), `lost ${n}`);
    assert.ok(!kept().has(2) && !kept().has(103));
    await tab.evaluate(`pixelFlow.trackEvent("Contact")`);
    const losses = ingest.requests.filter(({ isReceived }) => isReceived).flatMap(({ body }) => body?.losses ?? []);
    assert.deepEqual(losses, [{ reason: "overflow", eventName: "PageView", count: 102 }]);
  },
};
