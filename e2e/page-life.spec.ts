import assert from "node:assert/strict";
import { test } from "./support/fixtures.ts";
import { callNumbered, untilDelivered } from "./support/ledger.ts";
import { pasteSnippet } from "./support/test-site.ts";

// What only this driver can do to a page: take its network, crash it.

const LOADED = "window.pixelFlow && !!window.pixelFlow.utils";

test("offline: calls arrive when the network is back, once each", async ({ page, context, site, ingest }) => {
  await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
  await page.waitForFunction(LOADED);
  await ingest.until(() => ingest.events().length === 1);
  await context.setOffline(true);
  const results = await page.evaluate<boolean[]>(`Promise.all(${callNumbered(10)})`);
  assert.ok(results.every(Boolean));
  await context.setOffline(false);
  await untilDelivered(ingest, 10, { repeats: "none" });
});

test("a crashed tab's events are delivered by the next page", async ({ page, context, site, ingest }) => {
  const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
  await page.goto(url);
  await page.waitForFunction(LOADED);
  ingest.behave({ status: 503 });
  await page.evaluate(`Promise.all(${callNumbered(10)})`);
  const crashed = page.waitForEvent("crash");
  void page.goto("chrome://crash").catch(() => {});
  await crashed;
  ingest.behave("accept");
  const next = await context.newPage();
  await next.goto(url);
  await untilDelivered(ingest, 10, { repeats: "none" });
});

test("a link clicked right after a call loses nothing", async ({ page, site, ingest }) => {
  const gone = site.addPage("/gone", {});
  const body = `<a href="${gone}" onclick='${callNumbered(5).replaceAll("'", "&#39;")}'>Buy</a>`;
  await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }), body }));
  await page.waitForFunction(LOADED);
  await page.getByText("Buy").click();
  await page.waitForURL(gone);
  await untilDelivered(ingest, 5, { repeats: "allowed" });
});
