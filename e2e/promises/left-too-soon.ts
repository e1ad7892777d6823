import assert from "node:assert/strict";
import { assertHashedOnly, callNumbered, KEPT, untilDelivered } from "../support/ledger.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

const HASH = "a".repeat(64);

/**
 * The visitor was gone before the tag had come. Not kept in WebKit, which fires no `pagehide` on a page that is left
 * before its load event.
 */
export const leftTooSoon: PromiseToKeep = {
  name: "left too soon: calls of a page that is left before the tag arrives come with the next page, as they were made",
  async keep({ driver, site, ingest }) {
    const head = pasteSnippet({ endpoint: ingest.endpoint });
    const first = site.addPage("/offer", { head });
    const second = site.addPage("/thanks", { head });
    const between = site.addPage("/between", {});
    const tab = await driver.openTab();
    site.holdTag();
    await tab.goto(`${first}?ref=7&email=clara%40clear.example&token=clear-9`);
    const before = Math.floor(Date.now() / 1000);
    await tab.evaluate(`void (${callNumbered(3)},
      pixelFlow.trackEvent("Lead", { n: 4, note: 'by "clara@clear.example"' }, { em: "${HASH}", fn: "Clara" }))`);
    await tab.goto(between);
    assertHashedOnly(await tab.evaluate<string>(KEPT));
    site.releaseTag();
    await tab.goto(second);
    await untilDelivered(ingest, 4, { repeats: "none" });
    const leads = ingest.events().filter(({ eventName }) => eventName === "Lead");
    for (const { siteURL, eventTime, referrer } of leads) {
      assert.ok(siteURL.startsWith(`${first}?`), siteURL);
      assert.deepEqual([...new URL(siteURL).searchParams], [["ref", "7"]]);
      assert.equal(referrer, undefined);
      assert.ok(eventTime >= before - 1 && eventTime <= Date.now() / 1000);
    }
    const fourth = leads.find(({ additionalData }) => additionalData.n === 4);
    assert.ok(fourth);
    assert.ok(!JSON.stringify(fourth).includes(HASH), "nothing of the customer was kept");
    await whenLoaded(tab);
    assert.doesNotMatch(await tab.evaluate<string>(KEPT), /_pf_stub/);
    for (const { text } of ingest.requests) assertHashedOnly(text);
  },
};

/** Before consent nothing of ours may stand anywhere. */
export const leftTooSoonOptIn: PromiseToKeep = {
  name: "left too soon: a snippet that says opt_in stores nothing",
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    site.holdTag();
    await tab.goto(site.addPage("/offer", { head: pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" }) }));
    await tab.evaluate(`void ${callNumbered(3)}`);
    await tab.goto(site.addPage("/between", {}));
    assert.equal(await tab.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"), 0);
  },
};
