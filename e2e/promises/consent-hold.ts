import assert from "node:assert/strict";
import { readStored } from "../support/consent-page.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

/** Where the snippet says that visitors are asked first, nothing happens before they answer. */
export const consentHold: PromiseToKeep = {
  name: "consent hold: before a grant nothing is sent or stored of the visitor; then every call is, with its own time",
  async keep({ driver, site, ingest }) {
    const head = pasteSnippet({ endpoint: ingest.endpoint, consent: "opt_in" });
    const tab = await driver.openTab();
    site.holdTag();
    await tab.goto(`${site.addPage("/shop", { head })}?fbclid=click-1`);
    // The times are the browser's own.
    const called = await tab.evaluate<number>(`(window.early = pixelFlow.trackEvent("ViewContent"), Date.now())`);
    assert.deepEqual(await readStored(tab), []);
    site.releaseTag();
    await whenLoaded(tab);
    assert.equal(await tab.evaluate(`pixelFlow.trackEvent("Lead", {}, { em: "jane@clear.example" })`), true);
    assert.equal(await tab.evaluate("early"), true);
    assert.deepEqual(await readStored(tab), ["_pf_consent_source", "_pf_no_consent_decision"]);
    assert.equal(ingest.requests.length, 0);

    // The clock's seconds go on between the calls and the grant.
    await tab.evaluate(`new Promise((resolve) => {
      const look = () => (Date.now() >= ${called} + 2100 ? resolve() : setTimeout(look, 20));
      look();
    })`);
    assert.equal(await tab.evaluate(`pixelFlow.consent("grant")`), true);
    const granted = await tab.evaluate<number>("Date.now()");
    await ingest.until(() => ingest.events().length === 3);
    const events = ingest.events();
    assert.deepEqual(events.map(({ eventName }) => eventName).sort(), ["Lead", "PageView", "ViewContent"]);
    for (const { eventName, eventTime, consent, attribution } of events) {
      assert.ok(eventTime * 1000 < granted - 1000, `${eventName} keeps the time of its call`);
      assert.equal(consent?.state, "granted");
      assert.ok(attribution?.visitor_id);
    }
    assert.doesNotMatch(ingest.requests.map(({ text }) => text).join(), /clear\.example/);
  },
};
