import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright/test";
import { type Block, ROOT, readGuides } from "../tools/docs/read-documents.ts";
import { sha256 } from "./support/customer-data-vectors.ts";
import { test } from "./support/fixtures.ts";
import type { RecordingIngest } from "./support/recording-ingest.ts";
import { shopifyCheckout, shopifyStandIn } from "./support/shopify-stand-in.ts";
import { pasteSnippet, SITE, type TestPage, type TestSite } from "./support/test-site.ts";

/** What blocks lean on that is not ours. */
const STAND_INS: Record<string, string> = { fbq: "<script>window.fbq = () => {};</script>" };

interface Servers {
  site: TestSite;
  ingest: RecordingIngest;
}

/** A block with this site's values in place of the words that readers replace. */
const fill = ({ code }: Block, { site, ingest }: Servers) =>
  code
    .replaceAll("https://YOUR_INGEST/event", ingest.endpoint)
    .replaceAll("https://YOUR_CDN/v1/pixelflow.js", `${site.origin}/v1/pixelflow.js`)
    .replaceAll("YOUR_SITE_ID", SITE.site)
    .replaceAll("YOUR_API_KEY", SITE.key);

/** The page that a reader would have made of a block. */
function toPage(block: Block, servers: Servers): TestPage {
  const { language, notes } = block;
  const code = fill(block, servers);
  const consent = notes.mode ? { consent: notes.mode as "opt_in" } : {};
  const snippet = pasteSnippet({ endpoint: servers.ingest.endpoint, ...consent });
  const head = (STAND_INS[notes.with ?? ""] ?? "") + snippet;
  if (language === "js") return { head, body: `<script type="module">${code}</script>` };
  const [, ownHead, ownBody = ""] = /<head>([\s\S]*)<\/head>\s*<body>([\s\S]*)<\/body>/.exec(code) ?? [];
  if (ownHead !== undefined) return { head: ownHead.replace("<!-- the snippet -->", () => snippet), body: ownBody };
  return block.code.includes("YOUR_CDN") ? { head: code } : { head, body: code };
}

/** Names of what has arrived besides page views, once a last event has: nothing of before can be missing then. */
async function readNames(page: Page, ingest: RecordingIngest): Promise<string[]> {
  await page.waitForFunction("window[window.PixelFlowObject ?? 'pixelFlow']?.trackEvent");
  await page.evaluate("window[window.PixelFlowObject ?? 'pixelFlow'].trackEvent('Last')");
  await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Last"));
  return ingest
    .events()
    .map(({ eventName }) => eventName)
    .filter((name) => name !== "PageView" && name !== "Last");
}

const blocks = readGuides().flatMap((guide) => guide.blocks);
const pageBlocks = blocks.filter(({ language, notes }) => /^(js|html)$/.test(language) && !notes.in);

for (const block of pageBlocks) {
  test(`${block.place} runs and sends ${block.notes.sends ?? "what it may"}`, async ({ page, site, ingest }) => {
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await page.goto(site.addPage("/guide", toPage(block, { site, ingest })));
    const { clicks, sends, values } = block.notes;
    if (clicks) await page.click(clicks);
    const expected = (sends ?? "nothing").split(", ").filter((name) => name !== "nothing");
    const has = (name: string) => ingest.events().some(({ eventName }) => eventName === name);
    await ingest.until(
      () => expected.every(has),
      () => `${expected} of ${block.place}`,
    );
    const names = await readNames(page, ingest);
    if (sends) assert.deepEqual(names.sort(), expected.sort());
    if (values) {
      const { value, currency } =
        ingest.events().find(({ eventName }) => eventName === expected[0])?.additionalData ?? {};
      assert.equal(`${value} ${currency}`, values);
    }
    assert.deepEqual(errors, []);
  });
}

test("the code for Shopify's sandbox sends a checkout with its customer hashed", async ({ page, site, ingest }) => {
  const block = blocks.find(({ notes }) => notes.in === "shopify");
  assert.ok(block);
  const code = fill(block, { site, ingest });
  const frame = site.addPage("/sandbox", { head: `<script>${shopifyStandIn}</script><script>${code}</script>` });
  const body = `<iframe sandbox="allow-scripts allow-forms" src="${frame}"></iframe>`;
  await page.goto(site.addPage("/checkouts/17", { body }));
  const sandbox = page.frames().find((one) => one.url() === frame);
  assert.ok(sandbox);
  for (const name of ["checkout_started", "checkout_completed"])
    await sandbox.evaluate(`publish(${JSON.stringify(name)}, ${JSON.stringify(shopifyCheckout)})`);
  await ingest.until(() => ingest.events().length === 2);
  assert.equal(await sandbox.evaluate("origin"), "null");
  const { eventTime, siteURL, event_id, ...purchase } =
    ingest.events().find(({ eventName }) => eventName === "Purchase") ?? assert.fail("no Purchase");
  assert.deepEqual([eventTime, siteURL, event_id], [1789000000, "https://shop.example/checkouts/17", "order-5001"]);
  assert.deepEqual(purchase.additionalData, {
    value: 33.5,
    currency: "EUR",
    content_type: "product",
    contents: [{ id: "mug-blue", quantity: 2, item_price: 12 }],
  });
  assert.equal(purchase.customerData.em, sha256("jane@example.com"));
  assert.equal(purchase.customerData.ph, sha256("442079460018"));
  assert.equal(purchase.fbp, "fb.1.1757000000123.42");
  assert.doesNotMatch(ingest.requests.map(({ text }) => text).join(), /jane/i);
});

const policies = blocks.filter(({ place, code }) => place.includes("security.md") && /^[\w-]+ .*;$/m.test(code));

for (const { place, code } of policies) {
  test(`under the policy at ${place} a call is delivered and nothing is refused`, async ({ page, site, ingest }) => {
    const script = pasteSnippet({ endpoint: ingest.endpoint }).replace(/^<script>|<\/script>\s*$/g, "");
    const hash = createHash("sha256").update(script).digest("base64");
    const lines = code.includes("script-src") ? "" : `script-src 'nonce-r4nd0m'; connect-src ${ingest.origin}; `;
    const policy = (lines + code)
      .replaceAll("sha256-…", `sha256-${hash}`)
      .replaceAll("https://cdn.example", site.origin)
      .replaceAll("https://ingest.example", ingest.origin)
      .replace(/\s+/g, " ");
    await page.addInitScript(`window.refused = [];
      addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective));`);
    const head = `<script nonce="r4nd0m">${script}</script>`;
    await page.goto(site.addPage("/strict", { head, headers: { "content-security-policy": policy } }));
    await page.evaluate("pixelFlow.trackEvent('Lead')");
    await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Lead"));
    assert.deepEqual(await page.evaluate("refused"), []);
  });
}

test("sizes that the guides state are those of the built files, and stand nowhere else", () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, "dist/manifest.json"), "utf8"));
  const stated = `The snippet is ${files["snippet.js"].gzip} bytes gzip; the tag that it loads is ${(
    files["pixelflow.js"].brotli / 1024
  ).toFixed(1)} KiB brotli, everything in.`;
  let count = 0;
  for (const { path, text } of readGuides()) {
    const rest = text.replace(/<!-- sizes -->\n([\s\S]*?)\n<!-- \/sizes -->/g, (_all, between) => {
      assert.equal(between, stated, path);
      count += 1;
      return "";
    });
    assert.doesNotMatch(rest, /\d (bytes|KiB|KB) (gzip|brotli)/, path);
  }
  assert.ok(count > 0);
});
