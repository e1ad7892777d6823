import assert from "node:assert/strict";
import type { EventData } from "../../src/wire/event.ts";
import type { RecordingIngest } from "../support/recording-ingest.ts";
import type { PromiseToKeep, Scene } from "../support/scene.ts";
import { pasteSnippet, SITE } from "../support/test-site.ts";
import { whenSettingsKept } from "../support/when-settings-kept.ts";
import { untilQuiet } from "./page-views.ts";

const TRIGGERS = [
  { url: "/thanks", event: "Purchase", value: 40, currency: "EUR" },
  { url: "/offer", event: "ViewContent" },
];

/** What the triggers sent, each once: a page that is left in the middle of a request repeats it under the same id. */
function purchases(ingest: RecordingIngest): EventData[] {
  const sent = ingest.events().filter(({ eventName }) => TRIGGERS.some(({ event }) => event === eventName));
  return [...new Map(sent.map((event) => [event.event_id, event])).values()];
}

/** The dashboard's triggers reach the page with the ingest's settings. */
export const triggers: PromiseToKeep = {
  name: "url triggers: fire once a view with value and currency, at once on the second page, from settings asked for once a page",
  async keep({ driver, site, ingest }) {
    ingest.serveSettings({ triggers: TRIGGERS });
    const head = pasteSnippet({ endpoint: ingest.endpoint });
    const thanks = site.addPage("/thanks", { head });
    const offer = site.addPage("/offer", { head });
    const tab = await driver.openTab();
    await tab.goto(`${thanks}?order=7`);
    await ingest.until(() => purchases(ingest).length === 1);
    const [first] = purchases(ingest);
    assert.deepEqual(first?.additionalData, { value: 40, currency: "EUR" });
    assert.equal(first?.siteURL, `${thanks}?order=7`);
    await untilQuiet(tab);
    // The next page has them already: they come with its page view, though the ingest never answers.
    ingest.serveSettings(new Promise(() => {}));
    await tab.goto(offer);
    await ingest.until(() => purchases(ingest).length === 2);
    const together = ingest.requests.find(({ text }) => text.includes("ViewContent"))?.body?.events;
    assert.deepEqual(
      together?.map(({ eventName }) => eventName),
      ["PageView", "ViewContent"],
    );
    await tab.evaluate(`history.pushState(null, "", "/thanks")`);
    await ingest.until(() => purchases(ingest).length === 3);
    assert.equal(ingest.settingsRequests.length, 2);
    for (const headers of ingest.settingsRequests) assert.equal(headers["api-key"], SITE.key);
  },
};

/** Nothing that was seen before the settings came is lost. */
export const slowSettings: PromiseToKeep = {
  name: "url triggers: settings that come late fire for every view of the page, with its own time and address",
  async keep({ driver, site, ingest }) {
    let answer: (settings: object) => void = () => {};
    ingest.serveSettings(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/thanks", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await ingest.until(() => ingest.settingsRequests.length === 1);
    assert.ok(ingest.events().length >= 1, "asked for behind the first event");
    await tab.evaluate(`history.pushState(null, "", "/offer")`);
    await untilQuiet(tab);
    assert.equal(purchases(ingest).length, 0);
    const before = Date.now() / 1000;
    answer({ triggers: TRIGGERS });
    await ingest.until(() => purchases(ingest).length === 2);
    assert.deepEqual(
      purchases(ingest).map(({ siteURL }) => new URL(siteURL).pathname),
      ["/thanks", "/offer"],
    );
    for (const { eventTime } of purchases(ingest)) assert.ok(eventTime <= before);
  },
};

/** The visitor is gone before the settings are there. */
export const leftBeforeSettings: PromiseToKeep = {
  name: "url triggers: a page that is left before the settings came fires on the next one, once, as if it were there",
  async keep({ driver, site, ingest }) {
    ingest.serveSettings(new Promise(() => {}));
    const head = pasteSnippet({ endpoint: ingest.endpoint });
    const thanks = site.addPage("/thanks", { head });
    const tab = await driver.openTab();
    await tab.goto(`${thanks}?order=7&email=jane%40clear.example`);
    await ingest.until(() => ingest.settingsRequests.length === 1);
    await tab.goto(site.addPage("/between", {}));
    assert.doesNotMatch(await tab.evaluate("JSON.stringify(localStorage)"), /clear\.example/);
    ingest.serveSettings({ triggers: TRIGGERS });
    const next = site.addPage("/next", { head });
    await tab.goto(next);
    await ingest.until(() => purchases(ingest).length === 1);
    assert.equal(purchases(ingest)[0]?.siteURL, `${thanks}?order=7`);
    await tab.goto(next);
    await untilQuiet(tab);
    assert.equal(purchases(ingest).length, 1);
  },
};

/** Opens a page of a site without triggers, and once more when the site has some. */
async function openBeforeAndAfterChange({ driver, site, ingest }: Scene) {
  ingest.serveSettings({ triggers: [] });
  const url = site.addPage("/thanks", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
  const tab = await driver.openTab();
  await tab.goto(url);
  await whenSettingsKept(tab);
  ingest.serveSettings({ triggers: TRIGGERS });
  await tab.goto(url);
  await ingest.until(() => purchases(ingest).length === 1);
}

/** What was kept is no reason to go on with it. */
export const changedSettings: PromiseToKeep = {
  name: "settings: a change holds from the next page on",
  keep: openBeforeAndAfterChange,
};

/** A page that has the settings gets no body again. */
export const revalidation: PromiseToKeep = {
  name: "settings: the next page asks only whether they have changed",
  async keep(scene) {
    await openBeforeAndAfterChange(scene);
    const [first, second] = scene.ingest.settingsRequests;
    assert.equal(first?.["if-none-match"], undefined);
    assert.match(String(second?.["if-none-match"]), /^"/);
  },
};
