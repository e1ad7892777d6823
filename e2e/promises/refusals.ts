import assert from "node:assert/strict";
import { callNumbered, KEPT, untilDelivered } from "../support/ledger.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

/** An event that can never be taken leaves, and takes no neighbour with it. */
export const refusedEvent: PromiseToKeep = {
  name: "refusal: an event the ingest rejects is dropped, its neighbours arrive, and its promise says false",
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    ingest.behave({ reject: ["Broken"] });
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await whenLoaded(tab);
    const results = await tab.evaluate(
      `Promise.all([...${callNumbered(3)}, pixelFlow.trackEvent("Broken"), ...${callNumbered(3, { from: 4 })}])`,
    );
    assert.deepEqual(results, [true, true, true, false, true, true, true]);
    await untilDelivered(ingest, 6, { repeats: "none" });
    // The loss is counted and told with the next body.
    await tab.evaluate(`pixelFlow.trackEvent("Contact")`);
    assert.deepEqual(ingest.requests.at(-1)?.body?.losses, [{ reason: "refused", eventName: "Broken", count: 1 }]);
    await tab.evaluate(`pixelFlow.trackEvent("Contact")`);
    assert.equal(ingest.requests.at(-1)?.body?.losses, undefined, "told once");
  },
};

/** A body that is refused as a whole is taken apart until the one event that is to blame stands alone. */
export const refusedBody: PromiseToKeep = {
  name: "refusal: one poisonous event does not hold up the others of its body",
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    ingest.behave(({ text }) => (text.includes("poison") ? { status: 400 } : "accept"));
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await whenLoaded(tab);
    const results = await tab.evaluate(
      `Promise.all([...${callNumbered(9)}, pixelFlow.trackEvent("Lead", { note: "poison" }), ...${callNumbered(10, { from: 10 })}])`,
    );
    assert.deepEqual(results, [...Array(9).fill(true), false, ...Array(10).fill(true)]);
    await untilDelivered(ingest, 19, { repeats: "none" });
  },
};

/** A body that is too large is sent in parts. */
export const tooLargeBody: PromiseToKeep = {
  name: "refusal: a body answered 413 is sent in smaller ones",
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    ingest.behave(({ body }) => ((body?.events.length ?? 0) > 7 ? { status: 413 } : "accept"));
    await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await whenLoaded(tab);
    await tab.evaluate(`Promise.all(${callNumbered(40)})`);
    await untilDelivered(ingest, 40, { repeats: "none" });
  },
};

/** A key that is wrong today may be mended tomorrow. */
export const wrongKey: readonly PromiseToKeep[] = [401, 404].map((status) => ({
  name: `refusal: ${status} keeps the events, says so once, and the next page delivers them`,
  async keep({ driver, site, ingest }) {
    const watch = `<script>var said = []; console.error = (...words) => said.push(words.join(" "));</script>`;
    const url = site.addPage("/shop", { head: watch + pasteSnippet({ endpoint: ingest.endpoint }) });
    ingest.behave({ status });
    const tab = await driver.openTab();
    await tab.goto(url);
    await whenLoaded(tab);
    assert.deepEqual(await tab.evaluate(`Promise.all(${callNumbered(3)})`), [false, false, false]);
    assert.deepEqual(await tab.evaluate(`Promise.all(${callNumbered(1, { from: 4 })})`), [false]);
    assert.equal(ingest.requests.length, 1, "backs off long");
    assert.equal((await tab.evaluate<string[]>("said")).length, 1);
    assert.match(await tab.evaluate<string>(KEPT), /_pf_outbox/);
    ingest.behave("accept");
    await tab.goto(url);
    await untilDelivered(ingest, 4, { repeats: "none" });
  },
}));
