import { expect, test } from "./support/fixtures.ts";
import { KEPT_STUBS, KEPT_TAGS, pasteKeptStub, readKeptTag } from "./support/kept-versions.ts";
import { callNumbered, untilDelivered, untilOutboxIsEmpty } from "./support/ledger.ts";
import type { Scene } from "./support/scene.ts";
import { pasteSnippet, readBuilt } from "./support/test-site.ts";
import { whenLoaded } from "./support/when-loaded.ts";

/** One page of a site whose stub and tag are of different ages: a call before the tag has come, and one after. */
async function callEarlyAndLate({ driver, site, ingest }: Scene, head: string, isVendors = false): Promise<void> {
  site.holdTag();
  const url = site.addPage("/shop", { head });
  const tab = await driver.openTab();
  await tab.goto(url);
  const before = Math.floor(Date.now() / 1000);
  await tab.evaluate(`
    window.early = pixelFlow("trackEvent", "Lead", { value: 40, currency: "EUR" }, { em: "jane@example.com" });
    // A wrong hour would go unnoticed within one second.
    if (pixelFlow.q[0].time) pixelFlow.q[0].time -= 3_600_000;
    window.queued = { id: pixelFlow.q[0].id, time: pixelFlow.q[0].time };
    history.pushState(null, "", "/elsewhere");
    void 0;`);
  site.releaseTag();
  await whenLoaded(tab);
  const answers = await tab.evaluate(`Promise.all([
    // Where the stub gave a promise, the tag has to settle it.
    window.early ?? true,
    pixelFlow.trackEvent("Purchase", { value: 50, currency: "EUR", event_id: "order-7" }, { em: "jane@example.com" }),
    pixelFlow("trackEvent", "Contact"),
  ])`);
  expect(answers).toEqual([true, true, true]);
  await ingest.until(() => ingest.events().length >= 4);

  const events = ingest.events();
  expect(events.map(({ eventName }) => eventName).sort()).toEqual(["Contact", "Lead", "PageView", "Purchase"]);
  const find = (name: string) => events.find(({ eventName }) => eventName === name);
  const [early, late] = [find("Lead"), find("Purchase")];
  const queued = await tab.evaluate<{ id?: string; time?: number }>("queued");
  if (isVendors) {
    // It keeps neither; the tag gives the call an id and the time at which it found it.
    expect(queued).toEqual({});
    expect(early?.event_id).toBeTruthy();
    expect(early?.eventTime).toBeGreaterThanOrEqual(before);
  } else {
    const eventTime = Math.floor((queued.time ?? 0) / 1000);
    expect(early).toMatchObject({ event_id: queued.id, eventTime, siteURL: url });
  }
  expect(late).toMatchObject({ event_id: "order-7", additionalData: { value: 50, currency: "EUR" } });
  expect(early?.customerData.em).toMatch(/^[\da-f]{64}$/);
  expect(late?.customerData).toMatchObject({ em: early?.customerData.em });
}

/** An outbox that one tag could not deliver is still there when the site changes to another. */
async function changeTagInAnOutage(
  { driver, site, ingest }: Scene,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const head = pasteSnippet({ endpoint: ingest.endpoint });
  const [first, second] = [site.addPage("/first", { head }), site.addPage("/second", { head })];
  ingest.behave({ status: 503 });
  site.serveTag(from);
  const tab = await driver.openTab();
  await tab.goto(first);
  await whenLoaded(tab);
  expect(await tab.evaluate(`Promise.all(${callNumbered(3)})`)).toEqual([true, true, true]);
  site.serveTag(to);
  await tab.goto(second);
  await whenLoaded(tab);
  ingest.behave("accept");
  await untilDelivered(ingest, 3, { repeats: "none" });
  await untilOutboxIsEmpty(tab);
}

for (const version of KEPT_STUBS) {
  test(`the newest tag works under the stub of ${version}`, async ({ scene }) => {
    await callEarlyAndLate(scene, pasteKeptStub(version, scene.ingest.endpoint), version === "vendor");
  });

  // Keeping what the page did not wait for came with our own stubs.
  if (version === "vendor") continue;
  test(`the newest tag replays what the stub of ${version} kept of a page that was left`, async ({ scene }) => {
    const { driver, site, ingest } = scene;
    const head = pasteKeptStub(version, ingest.endpoint);
    const [first, second] = [site.addPage("/first", { head }), site.addPage("/second", { head })];
    site.holdTag();
    const tab = await driver.openTab();
    await tab.goto(first);
    await tab.evaluate(`void ${callNumbered(3)}`);
    await tab.goto(site.addPage("/between", {}));
    site.releaseTag();
    await tab.goto(second);
    await untilDelivered(ingest, 3, { repeats: "none" });
  });
}

for (const version of KEPT_TAGS) {
  test(`the tag of ${version} works under the newest stub`, async ({ scene }) => {
    scene.site.serveTag(readKeptTag(version));
    await callEarlyAndLate(scene, pasteSnippet({ endpoint: scene.ingest.endpoint }));
  });

  test(`the newest tag delivers what the tag of ${version} could not`, async ({ scene }) => {
    await changeTagInAnOutage(scene, { from: readKeptTag(version), to: readBuilt("pixelflow.js") });
  });

  test(`the tag of ${version} delivers what the newest tag could not`, async ({ scene }) => {
    await changeTagInAnOutage(scene, { from: readBuilt("pixelflow.js"), to: readKeptTag(version) });
  });
}
