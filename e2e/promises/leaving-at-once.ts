import assert from "node:assert/strict";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";

/** Nobody has to wait for us before moving on. */
export const leavingAtOnce: PromiseToKeep = {
  name: "a call that nobody awaits is delivered though the page navigates in the same tick",
  async keep({ driver, site, ingest }) {
    const head = pasteSnippet({ endpoint: ingest.endpoint });
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/cart", { head }));
    await ingest.until(() => ingest.events().length >= 1);
    // Nothing of ours on the next page: what arrives was sent by the one that is gone.
    const next = site.addPage("/gone", {});
    // In a task of its own, so that the driver is not cut off while it waits for the evaluation's end.
    await tab.evaluate(`void setTimeout(() => (
      pixelFlow.trackEvent("Purchase", { value: 40, currency: "EUR" }, { em: "jane@example.com" }),
      pixelFlow.trackEvent("Lead", {}, new Promise(() => {})),
      location.assign(${JSON.stringify(next)})
    ))`);
    await ingest.until(() =>
      ["Purchase", "Lead"].every((name) => ingest.events().some(({ eventName }) => eventName === name)),
    );
    assert.match(
      String(ingest.events().find(({ eventName }) => eventName === "Purchase")?.customerData.em),
      /^[0-9a-f]{64}$/,
    );
    // The browser is still arriving on the next page; a driver cannot close a tab in the middle of that.
    await tab.arrival(next);
  },
};
