import assert from "node:assert/strict";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";

const WATCH = `<script>
  var said = [];
  console.warn = console.error = (...words) => said.push(words.join(" "));
</script>`;

/** Calls that cannot become an event, and what the console must name. */
const BAD_CALLS: [call: string, says: RegExp][] = [
  ["pixelFlow.trackEvent()", /first argument.*undefined/],
  [`pixelFlow.trackEvent("  ")`, /first argument.*empty/],
  ["pixelFlow.trackEvent({ event: 'Lead' })", /first argument.*object/],
  [`pixelFlow.trackEvent("Lead", [1])`, /second argument.*array/],
  [`pixelFlow.trackEvent("Lead", "value=1")`, /second argument.*string/],
  [`(() => { const a = {}; a.a = a; return pixelFlow.trackEvent("Lead", a); })()`, /second argument.*refers to itself/],
  [`pixelFlow.trackEvent("Lead", { get value() { throw new Error("no"); } })`, /second argument.*reading it fails/],
];

/** A mistake is explained once, in the page's console, and costs the page nothing. */
export const badInput: readonly PromiseToKeep[] = BAD_CALLS.map(([call, says]) => ({
  name: `bad input: ${call} resolves false, warns once and sends nothing`,
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    site.holdTag();
    await tab.goto(site.addPage("/bad", { head: WATCH + pasteSnippet({ endpoint: ingest.endpoint }) }));
    await tab.evaluate(`void (window.early = ${call})`);
    site.releaseTag();
    assert.equal(await tab.evaluate("early"), false);
    assert.equal(await tab.evaluate(call), false);
    // A good call after the bad ones: nothing of theirs is in front of it.
    assert.equal(await tab.evaluate(`pixelFlow.trackEvent("Contact")`), true);
    assert.deepEqual(
      ingest.events().map(({ eventName }) => eventName),
      ["PageView", "Contact"],
    );
    const said = await tab.evaluate<string[]>("said");
    assert.equal(said.length, 2, said.join("\n"));
    for (const line of said) assert.match(line, says);
  },
}));

/** A snippet that was pasted and not filled in. */
export const notConfigured: PromiseToKeep = {
  name: "without site id, key or endpoint there is one clear console error, false, and a page that works",
  async keep({ driver, site }) {
    const head = `${WATCH}<script src="/v1/pixelflow.js"></script>`;
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/empty", { head }));
    const results = await tab.evaluate(
      `Promise.all([pixelFlow.trackEvent("Lead"), pixelFlow("trackEvent", "Purchase")])`,
    );
    assert.deepEqual(results, [false, false]);
    assert.equal(await tab.evaluate(`pixelFlow.utils.normalizeEmail(" Jane@Example.com ")`), "jane@example.com");
    const said = await tab.evaluate<string[]>("said");
    assert.equal(said.length, 1, said.join("\n"));
    for (const name of ["siteId", "apiKey", "apiEndpoint"]) assert.ok(said[0]?.includes(name));
  },
};
