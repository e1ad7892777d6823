import assert from "node:assert/strict";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";
import { whenSettingsKept } from "../support/when-settings-kept.ts";

/** A site's rules keep events back, and say so. */
export const blockingRules: PromiseToKeep = {
  name: "rules: what a rule keeps back is a row with the rule's name and nothing else, and its promise says false",
  async keep({ driver, site, ingest }) {
    ingest.serveSettings({
      blockingRules: [
        { rule: "duplicate_in_session", events: ["Lead"] },
        { rule: "no_query", events: ["Contact"] },
      ],
      excludedPaths: ["/admin"],
    });
    const head = pasteSnippet({ endpoint: ingest.endpoint });
    const url = site.addPage("/shop", { head });
    const admin = site.addPage("/admin/orders", { head });
    const tab = await driver.openTab();
    await tab.goto(url);
    await whenSettingsKept(tab);
    const call = (name: string) =>
      tab.evaluate(`pixelFlow.trackEvent("${name}", { n: 1 }, { em: "jane@clear.example" })`);
    assert.deepEqual([await call("Lead"), await call("Lead"), await call("Contact")], [true, false, false]);
    await tab.goto(`${url}?ref=7`);
    await whenLoaded(tab);
    assert.deepEqual([await call("Lead"), await call("Contact")], [false, true]);
    await tab.goto(admin);
    await whenLoaded(tab);
    assert.equal(await call("Purchase"), false);
    await ingest.until(() => ingest.blocked().length === 5);
    assert.deepEqual(
      ingest.blocked().map(({ eventType, reason, detail }) => `${eventType} ${reason} ${detail}`),
      [
        "Lead rule duplicate_in_session",
        "Contact rule no_query",
        "Lead rule duplicate_in_session",
        "PageView rule excluded_path",
        "Purchase rule excluded_path",
      ],
    );
    assert.deepEqual(
      ingest.events().map(({ eventName }) => eventName),
      ["PageView", "Lead", "PageView", "Contact"],
    );
    const rows = ingest.requests.filter(({ path }) => path === "/blocked-events");
    for (const { text, headers } of rows) {
      assert.doesNotMatch(text, /[0-9a-f]{64}|shop|clear\.example/);
      assert.match(String(headers["content-type"]), /^text\/plain/);
      assert.equal(headers.cookie, undefined);
    }
  },
};

/** Programs that name themselves are no visitors. */
export const bots: PromiseToKeep = {
  name: "rules: a bot's events are rows with the pattern that gave it away, and nothing of it is kept",
  async keep({ driver, site, ingest }) {
    const agent = `<script>Object.defineProperty(navigator, "userAgent", { value: "Mozilla/5.0 (compatible; Googlebot/2.1)" });</script>`;
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head: agent + pasteSnippet({ endpoint: ingest.endpoint }) }));
    await whenLoaded(tab);
    assert.equal(await tab.evaluate(`pixelFlow.trackEvent("Lead", {}, { em: "jane@clear.example" })`), false);
    await ingest.until(() => ingest.blocked().length === 2);
    assert.deepEqual(ingest.blocked(), [
      { eventType: "PageView", reason: "bot", detail: "bot" },
      { eventType: "Lead", reason: "bot", detail: "bot" },
    ]);
    assert.equal(ingest.events().length, 0);
    assert.equal(await tab.evaluate("Object.keys(localStorage).filter((key) => /outbox/.test(key)).length"), 0);
  },
};

/** The shop's own people. */
export const ownTraffic: PromiseToKeep = {
  name: "rules: a browser that opened ?pixelflow_ignore=1 sends nothing, says so once, and sends again after =0",
  async keep({ driver, site, ingest }) {
    const watch = `<script>var said = []; console.error = (...words) => said.push(words.join(" "));</script>`;
    const url = site.addPage("/shop", { head: watch + pasteSnippet({ endpoint: ingest.endpoint }) });
    const tab = await driver.openTab();
    for (const query of ["?pixelflow_ignore=1", ""]) {
      await tab.goto(url + query);
      await whenLoaded(tab);
      assert.deepEqual(
        await tab.evaluate(`Promise.all([pixelFlow.trackEvent("Lead"), pixelFlow.trackEvent("Lead")])`),
        [false, false],
      );
      const said = await tab.evaluate<string[]>("said");
      assert.equal(said.length, 1);
      assert.match(String(said), /pixelflow_ignore=0/);
    }
    assert.equal(ingest.requests.length + ingest.settingsRequests.length, 0);
    await tab.goto(`${url}?pixelflow_ignore=0`);
    await whenLoaded(tab);
    assert.equal(await tab.evaluate(`pixelFlow.trackEvent("Lead")`), true);
    assert.deepEqual(
      ingest.events().map(({ eventName }) => eventName),
      ["PageView", "Lead"],
    );
  },
};
