import assert from "node:assert/strict";
import { test } from "./support/fixtures.ts";
import { callNumbered, untilDelivered } from "./support/ledger.ts";
import { pasteSnippet } from "./support/test-site.ts";

const LOADED = "window.pixelFlow && !!window.pixelFlow.utils";

test.use({
  // Playwright switches the cache off.
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] }),
});

test("a page that returns from the back/forward cache counts its view once and keeps its events", async ({
  page,
  site,
  ingest,
}) => {
  const watch = `<script>var restored = 0; addEventListener("pageshow", (event) => { restored += event.persisted ? 1 : 0; });</script>`;
  const url = site.addPage("/shop", { head: watch + pasteSnippet({ endpoint: ingest.endpoint }) });
  const other = site.addPage("/other", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
  await page.goto(url);
  await page.waitForFunction(LOADED);
  await ingest.until(() => ingest.events().length === 1);
  ingest.behave({ status: 503 });
  await page.evaluate(`Promise.all(${callNumbered(5)})`);
  await page.goto(other);
  await page.waitForFunction(LOADED);
  await page.goBack({ waitUntil: "commit" });
  assert.equal(await page.evaluate("restored"), 1, "came from the cache");
  ingest.behave("accept");
  await page.evaluate(`Promise.all(${callNumbered(5, { from: 6 })})`);
  await page.goForward({ waitUntil: "commit" });
  await untilDelivered(ingest, 10, { repeats: "allowed" });
  const views = new Set(
    ingest.events().flatMap(({ eventName, event_id }) => (eventName === "PageView" ? [event_id] : [])),
  );
  // /shop once; /other when it was opened. Forward may come from the cache or be a new load.
  const shopViews = ingest.events().filter(({ eventName, siteURL }) => eventName === "PageView" && siteURL === url);
  assert.equal(shopViews.length, 1);
  assert.ok(views.size <= 3);
});
