import assert from "node:assert/strict";
import { vendorSnippet } from "./promises/vendor-snippet.ts";
import { test } from "./support/fixtures.ts";
import { pasteSnippet, SITE } from "./support/test-site.ts";

const BUNDLE = "/v1/pixelflow.js";

const attributesFor = (endpoint: string) =>
  `data-site-id="${SITE.site}" data-api-key="${SITE.key}" data-api-endpoint="${endpoint}" data-currency="EUR"
   data-meta-pixel-ids='["111111"]' data-tracked-urls='[{"url":"/none","event":"Lead"}]' data-blocking-rules='[{' data-debug`;

/** Settings that a page writes by itself, without any stub. */
const settingsFor = (endpoint: string) =>
  JSON.stringify({ siteId: SITE.site, apiKey: SITE.key, apiEndpoint: endpoint, consentMode: "off" });

/** How sites load us, by what stands in the page's head; the name is the global's. */
const FORMS: Record<string, { head: (endpoint: string) => string; name?: string }> = {
  "our snippet": { head: (endpoint) => pasteSnippet({ endpoint }) },
  "the existing snippet": { head: vendorSnippet },
  "the tag with data attributes": {
    head: (endpoint) => `<script async src="${BUNDLE}" ${attributesFor(endpoint)}></script>`,
  },
  "the tag with data attributes, as a module": {
    head: (endpoint) => `<script type="module" src="${BUNDLE}" ${attributesFor(endpoint)}></script>`,
  },
  "the tag with data attributes, inserted by a script": {
    head: (endpoint) => `<script>
      const holder = document.createElement("div");
      holder.innerHTML = ${JSON.stringify(`<i ${attributesFor(endpoint)}></i>`)};
      const tag = Object.assign(document.createElement("script"), { src: "${BUNDLE}" });
      Object.assign(tag.dataset, holder.firstChild.dataset);
      document.head.append(tag);
    </script>`,
  },
  "a renamed global": {
    name: "shopPixel",
    head: (endpoint) => `<script>window.PixelFlowObject = "shopPixel";</script>${pasteSnippet({ endpoint })}`,
  },
  "the existing snippet with a renamed global": {
    name: "shopPixel",
    head: (endpoint) => vendorSnippet(endpoint).replaceAll(/\bpixelFlow\b/g, "shopPixel"),
  },
  "the tag alone, after its settings": {
    head: (endpoint) =>
      `<script>window.pixelFlow = ${settingsFor(endpoint)};</script><script src="${BUNDLE}"></script>`,
  },
  "our snippet and the existing one": {
    head: (endpoint) => pasteSnippet({ endpoint }) + vendorSnippet(endpoint),
  },
  "the existing snippet and ours": {
    head: (endpoint) => vendorSnippet(endpoint) + pasteSnippet({ endpoint }),
  },
  "our snippet twice, and the tag once more": {
    head: (endpoint) =>
      `${pasteSnippet({ endpoint }).repeat(2)}<script async src="${BUNDLE}" ${attributesFor(endpoint)}></script>`,
  },
};

for (const [form, { head, name = "pixelFlow" }] of Object.entries(FORMS)) {
  test(`loaded by ${form}: one page view, every call once, utils and settings in place`, async ({
    page,
    site,
    ingest,
  }) => {
    const early = `<script>window.isEarly = typeof window.${name} === "function";
      if (isEarly) ${name}("trackEvent", "Contact", { n: 1 });</script>`;
    await page.goto(site.addPage("/shop", { head: head(ingest.endpoint) + early }));
    const isEarly = await page.evaluate("isEarly");
    await page.waitForFunction(`window.${name}?.utils && ${name}.trackEvent`);
    await page.waitForLoadState("load");
    const results = await page.evaluate(`Promise.all([
      ${name}("trackEvent", "Lead", { n: 2 }, { em: "jane@example.com" }),
      ${name}.trackEvent("Purchase", { value: 40, currency: "EUR" }),
      ${name}.utils.normalizeCustomerData({ em: "jane@example.com" }).then(({ em }) => em.length),
    ])`);
    assert.deepEqual(results, [true, true, 64]);
    const expected = ["PageView", "Lead", "Purchase", ...(isEarly ? ["Contact"] : [])];
    await ingest.until(() => ingest.events().length >= expected.length);
    assert.deepEqual(
      ingest
        .events()
        .map(({ eventName }) => eventName)
        .sort(),
      expected.sort(),
    );
    for (const { body } of ingest.requests) {
      assert.deepEqual({ site: body?.siteId, key: body?.apiKey }, SITE);
    }
    if (name !== "pixelFlow") assert.equal(await page.evaluate("typeof window.pixelFlow"), "undefined");
    assert.equal(await page.evaluate("PixelFlowObject"), name);
  });
}
