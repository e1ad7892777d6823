import assert from "node:assert/strict";
import type { Page } from "playwright/test";
import { test } from "./support/fixtures.ts";
import { ownPixel, standInForMeta } from "./support/meta-stand-in.ts";
import { pasteSnippet } from "./support/test-site.ts";

/** The snippet, and the pixel switched on as a site would. */
const pasteWithPixel = (endpoint: string, ids = ["1234567890123456"]) =>
  `${pasteSnippet({ endpoint })}<script>pixelFlow.enableMetaPixel = true; pixelFlow.metaPixelIds = ${JSON.stringify(ids)};</script>`;

type Call = [method: string, ...rest: unknown[]];

const readCalls = (page: Page) => page.evaluate<Call[]>("window.metaCalls ?? []");
const track = (page: Page, ...args: unknown[]) => page.evaluate(`pixelFlow.trackEvent(...${JSON.stringify(args)})`);
const isEvent = ([method]: Call) => /^track/.test(method);

test("Meta's pixel is never contacted unless the site has switched it on", async ({ page, context, site, ingest }) => {
  const requests = await standInForMeta(context);
  await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
  await track(page, "Lead");
  await ingest.until(() => ingest.events().length === 2);
  assert.deepEqual(requests, []);
  assert.equal(await page.evaluate("typeof fbq"), "undefined");
});

test("switched on, it fires what the ingest gets, under the same ids", async ({ page, context, site, ingest }) => {
  const requests = await standInForMeta(context);
  await page.goto(site.addPage("/shop", { head: pasteWithPixel(ingest.endpoint, ["111111", "222222"]) }));
  await track(page, "Purchase", { value: "40", currency: "eur", order_id: "7" }, { em: "jane@example.com" });
  await track(page, "Spin", { event_id: "spin-1" });
  await ingest.until(() => ingest.events().length === 3);
  await page.waitForFunction("window.metaCalls?.length === 10");
  assert.deepEqual(requests, ["https://connect.facebook.net/en_US/fbevents.js"]);
  const calls = await readCalls(page);
  assert.deepEqual(
    calls.filter((call) => !isEvent(call)),
    ["111111", "222222"].flatMap((id) => [
      ["set", "autoConfig", false, id],
      ["init", id],
    ]),
  );
  const byPixel = ["111111", "222222"].map((id) => calls.filter((call) => isEvent(call) && call[1] === id));
  for (const fired of byPixel) {
    assert.deepEqual(
      fired.map(([method, , name, parameters, options]) => [
        method,
        name,
        parameters,
        (options as { eventID: string }).eventID,
      ]),
      ingest
        .events()
        .map((event) => [
          event.eventName === "Spin" ? "trackSingleCustom" : "trackSingle",
          event.eventName,
          event.additionalData,
          event.event_id,
        ]),
    );
  }
  assert.doesNotMatch(JSON.stringify(calls), /jane/);
});

test("a page's own pixel is used as it is: nothing is loaded or set up twice", async ({
  page,
  context,
  site,
  ingest,
}) => {
  const requests = await standInForMeta(context);
  const head =
    ownPixel(`fbq("init", "111111"); fbq("track", "PageView");`) + pasteWithPixel(ingest.endpoint, ["111111"]);
  await page.goto(site.addPage("/shop", { head }));
  await track(page, "Lead", { event_id: "lead-1" });
  await page.waitForFunction("window.metaCalls?.length === 4");
  const calls = await readCalls(page);
  assert.equal(requests.length, 1);
  assert.deepEqual(
    calls.map(([method, id]) => `${method} ${id}`),
    ["init 111111", "track PageView", "trackSingle 111111", "trackSingle 111111"],
  );
});

for (const order of ["before ours has loaded", "after ours has loaded"]) {
  test(`an event that the page itself fired with its id ${order} is not fired again`, async ({
    page,
    context,
    site,
    ingest,
  }) => {
    await standInForMeta(context);
    const fire = `fbq("track", "Purchase", { value: 40, currency: "EUR" }, { eventID: "order-7" });
      fbq("trackSingle", "111111", "Lead", {}, { eventID: "lead-7" });`;
    const isBefore = order.startsWith("before");
    const head =
      ownPixel(`fbq("init", "111111"); ${isBefore ? fire : ""}`) + pasteWithPixel(ingest.endpoint, ["111111"]);
    await page.goto(site.addPage("/thank-you", { head }));
    await page.waitForFunction(
      "window.pixelFlow.utils && window.metaCalls?.some(([method]) => method === 'trackSingle')",
    );
    if (!isBefore) await page.evaluate(fire);
    await page.waitForFunction(`performance.getEntriesByType("resource").some(({ name }) => /eid=lead-7/.test(name))`);
    await track(page, "Purchase", { value: 40, currency: "EUR", event_id: "order-7" });
    await track(page, "Lead", { event_id: "lead-7" });
    await track(page, "Lead", { event_id: "lead-8" });
    await ingest.until(() => ingest.events().length === 4);
    const ids = (await readCalls(page)).filter(isEvent).map((call) => (call.at(-1) as { eventID: string }).eventID);
    assert.deepEqual(ids.filter((id) => /^(order|lead)/.test(id)).sort(), ["lead-7", "lead-8", "order-7"]);
  });
}
