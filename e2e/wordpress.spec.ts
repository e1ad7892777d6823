import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runWordPress } from "../integrations/wordpress/test/run-wordpress.ts";
import { readSettings } from "../server/settings.ts";
import { startIngest } from "../server/start-ingest.ts";
import { PLUGIN_EVENTS, PLUGIN_SITE } from "../server/test-support/plugin-bodies.ts";
import { vendorSnippet } from "./promises/vendor-snippet.ts";
import { expect, test } from "./support/fixtures.ts";
import { SITE } from "./support/test-site.ts";

const PASSWORD = "correct horse";

test("both halves of the WordPress plugin end at the own ingest, and the page asks nobody else", async ({
  page,
  site,
}) => {
  const dataDir = await mkdtemp(join(tmpdir(), "pixelflow-wordpress-"));
  const ingest = await startIngest({
    ...readSettings({ PORT: "0", DATA_DIR: dataDir, ADMIN_PASSWORD: PASSWORD }),
    sites: [
      { id: SITE.site, apiKey: SITE.key },
      { ...PLUGIN_SITE, id: "server-half" },
    ],
    log: () => {},
  });
  try {
    const eventData = { ...PLUGIN_EVENTS[0]?.[1], event_id: "pf-order-17-purchase" };
    const theirs = vendorSnippet("https://api.vendor.example/event").replace(
      "/v1/pixelflow.js",
      "https://cdn.vendor.example/pfm.js",
    );
    const [, , printed, answer] = await runWordPress(
      ["define", { PIXELFLOW_INGEST: ingest.url, PIXELFLOW_BUNDLE: `${site.origin}/v1/pixelflow.js` }],
      ["load"],
      ["snippet", theirs],
      [
        "post",
        {
          url: "https://api.vendor.example/event",
          args: {
            body: JSON.stringify({ siteId: "server-half", eventData }),
            headers: { "api-key": PLUGIN_SITE.apiKey },
          },
        },
      ],
    );
    expect(answer).toMatchObject({ status: 202 });

    const asked = new Set<string>();
    page.on("request", (request) => asked.add(new URL(request.url()).origin));
    await page.goto(site.addPage("/shop", { head: String(printed) }));
    expect(await page.evaluate("pixelFlow('trackEvent', 'AddToCart', { value: 5, currency: 'EUR' })")).not.toBe(false);
    await page.waitForFunction("Boolean(pixelFlow.trackEvent)");
    expect(await page.evaluate("pixelFlow.trackEvent('Lead', {}, { em: 'jane@example.com' })")).toBe(true);
    await page.evaluate("pixelFlow.trackEvent('Contact')");

    const session = await fetch(`${ingest.url}/api/session`, {
      method: "POST",
      body: JSON.stringify({ password: PASSWORD }),
    });
    const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
    const readNames = async () => {
      const response = await fetch(`${ingest.url}/api/events`, { headers: { cookie } });
      const { events } = (await response.json()) as { events: { eventName: string }[] };
      return events.map(({ eventName }) => eventName).sort();
    };
    await expect.poll(readNames).toEqual(["AddToCart", "Contact", "Lead", "PageView", "Purchase"]);
    expect([...asked].sort()).toEqual([site.origin, ingest.url].sort());
  } finally {
    await page.close();
    await ingest.close();
    await rm(dataDir, { recursive: true });
  }
});
