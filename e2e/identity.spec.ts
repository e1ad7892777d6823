import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContext, chromium, type LaunchOptions } from "playwright/test";
import { test } from "./support/fixtures.ts";
import { pasteSnippet, SITE } from "./support/test-site.ts";

// Hosts with every kind of public suffix, all of them this machine.
const HOSTS = ["shop.test", "*.shop.test", "shop.co.uk", "*.shop.co.uk", "mine.github.io"];
const withHosts = (launchOptions: LaunchOptions = {}): LaunchOptions => ({
  ...launchOptions,
  args: [
    ...(launchOptions.args ?? []),
    `--host-resolver-rules=${HOSTS.map((host) => `MAP ${host} 127.0.0.1`).join(",")}`,
  ],
});

const readCookies = async (context: BrowserContext) =>
  new Map((await context.cookies()).map((cookie) => [cookie.name, cookie]));

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

for (const [host, domain, level] of [
  ["www.shop.test", ".shop.test", 1],
  ["a.b.shop.co.uk", ".shop.co.uk", 2],
  ["mine.github.io", ".mine.github.io", 2],
  ["localhost", "localhost", 0],
  ["127.0.0.1", "127.0.0.1", 0],
] as const) {
  test(`on ${host} the visitor's cookies belong to ${domain}, and every event bears what they say`, async ({
    playwright,
    launchOptions,
    site,
    ingest,
  }) => {
    const browser = await playwright.chromium.launch(withHosts(launchOptions));
    const context = await browser.newContext({ userAgent: "Mozilla/5.0 Chrome/140.0.0.0" });
    const page = await context.newPage();
    const origin = `http://${host}:${new URL(site.origin).port}`;
    site.addPage("/", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
    await page.goto(`${origin}/?utm_source=news&fbclid=IwAR0_aBc-DeF&ttclid=T1&gclid=G1`);
    await ingest.until(() => ingest.events().length === 1);
    await page.evaluate(`pixelFlow.trackEvent("Lead", {}, { external_id: "customer7" })`);
    const cookies = await readCookies(context);
    const names = ["_fbc", "_fbp", "_pf_attribution", "_pf_click_ids", "_pf_uid", "_pf_utm"];
    assert.deepEqual([...cookies.keys()].sort(), names);
    for (const cookie of cookies.values()) {
      assert.deepEqual([cookie.domain, cookie.path, cookie.sameSite, cookie.secure], [domain, "/", "Lax", false]);
    }
    const value = (name: string) => cookies.get(name)?.value ?? "";
    assert.match(value("_fbp"), new RegExp(`^fb\\.${level}\\.\\d{13}\\.\\d+$`));
    assert.match(value("_fbc"), new RegExp(`^fb\\.${level}\\.\\d{13}\\.IwAR0_aBc-DeF$`));
    assert.equal(value("_pf_click_ids"), "ttclid=T1&gclid=G1");
    assert.equal(value("_pf_utm"), "utm_source=news");
    const attribution = JSON.parse(decodeURIComponent(value("_pf_attribution")));
    assert.equal(attribution.visitor_id, value("_pf_uid"));
    const ours = sha256(`${SITE.site}_${value("_pf_uid")}`);
    for (const event of ingest.events()) {
      const { fbp, fbc, ttclid, customerData } = event;
      assert.deepEqual({ fbp, fbc, ttclid }, { fbp: value("_fbp"), fbc: value("_fbc"), ttclid: "T1" });
      assert.deepEqual(event.attribution, attribution);
      const isLead = event.eventName === "Lead";
      assert.deepEqual(customerData.external_id, isLead ? [ours, sha256("customer7")] : ours);
    }
    // Another host of the same shop knows the same visitor.
    if (host === "www.shop.test") {
      await page.goto(origin.replace("www.", "pay."));
      await ingest.until(() => ingest.events().length === 3);
      assert.equal(ingest.events()[2]?.customerData.external_id, ours);
      assert.equal(ingest.events()[2]?.fbc, value("_fbc"));
    }
    await browser.close();
  });
}

test("with cookies blocked in the browser the events arrive, with the click id of the address", async ({
  launchOptions,
  site,
  ingest,
}, testInfo) => {
  const profile = testInfo.outputPath("profile");
  const setUp = await chromium.launchPersistentContext(profile, launchOptions);
  await setUp.close();
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    userAgent: "Mozilla/5.0 Chrome/140.0.0.0",
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  site.addPage("/", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
  await page.goto(`${site.origin}/?fbclid=IwAR0_aBc-DeF`);
  await page.waitForFunction("pixelFlow.utils");
  assert.equal(await page.evaluate(`document.cookie = "a=1"; document.cookie`), "");
  await page.evaluate(`history.pushState({}, "", "/cart"); pixelFlow.trackEvent("AddToCart")`);
  await ingest.until(() => ingest.events().length === 3);
  for (const { fbc, fbp, attribution, customerData } of ingest.events()) {
    assert.match(fbc ?? "", /^fb\.0\.\d{13}\.IwAR0_aBc-DeF$/);
    assert.deepEqual([fbp, attribution, customerData], [undefined, undefined, {}]);
  }
  assert.deepEqual(errors, []);
  await context.close();
});
