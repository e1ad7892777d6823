import { runWordPress } from "../integrations/wordpress/test/run-wordpress.ts";
import { PLUGIN_EVENTS, PLUGIN_SITE } from "../server/test-support/plugin-bodies.ts";
import { vendorSnippet } from "./promises/vendor-snippet.ts";
import { expect, test } from "./support/fixtures.ts";
import { startRealIngest } from "./support/real-ingest.ts";
import { SITE } from "./support/test-site.ts";

test("both halves of the WordPress plugin end at the own ingest, and the page asks nobody else", async ({
  page,
  site,
}) => {
  const server = { id: "server-half", apiKey: PLUGIN_SITE.apiKey };
  const ingest = await startRealIngest([{ id: SITE.site, apiKey: SITE.key }, server]);
  try {
    const theirs = vendorSnippet("https://api.vendor.example/event").replace(
      "/v1/pixelflow.js",
      "https://cdn.vendor.example/pfm.js",
    );
    const eventData = { ...PLUGIN_EVENTS[0]?.[1], event_id: "pf-order-17-purchase" };
    const args = { body: JSON.stringify({ siteId: server.id, eventData }), headers: { "api-key": server.apiKey } };
    const [, , printed, answer] = await runWordPress(
      ["define", { PIXELFLOW_INGEST: ingest.url, PIXELFLOW_BUNDLE: `${site.origin}/v1/pixelflow.js` }],
      ["load"],
      ["snippet", theirs],
      ["post", { url: "https://api.vendor.example/event", args }],
    );
    expect(answer).toMatchObject({ status: 202 });

    const asked = new Set<string>();
    page.on("request", (request) => asked.add(new URL(request.url()).origin));
    await page.goto(site.addPage("/shop", { head: String(printed) }));
    await page.evaluate("void pixelFlow('trackEvent', 'AddToCart', { value: 5, currency: 'EUR' })");
    await page.waitForFunction("Boolean(pixelFlow.trackEvent)");
    expect(await page.evaluate("pixelFlow.trackEvent('Lead', {}, { em: 'jane@example.com' })")).toBe(true);

    await expect.poll(ingest.readEventNames).toEqual(["AddToCart", "Lead", "PageView", "Purchase"]);
    expect([...asked].sort()).toEqual([site.origin, ingest.url].sort());
  } finally {
    await page.close();
    await ingest.stop();
  }
});
