import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright/test";
import { test } from "./support/fixtures.ts";
import { standInForMeta } from "./support/meta-stand-in.ts";
import type { RecordingIngest } from "./support/recording-ingest.ts";
import { pasteSnippet, readTagIntegrity } from "./support/test-site.ts";

const CALL = `["Purchase", {
  value: 40, currency: "EUR", content_ids: ["a", "b"], contents: [{ id: "a", quantity: 2, tags: [] }], note: "two",
}, { em: "Jane@Example.com", fn: ["Jane"], country: "DE" }]`;

const EXPECTED = {
  value: 40,
  currency: "EUR",
  content_ids: ["a", "b"],
  contents: [{ id: "a", quantity: 2, tags: [] }],
  note: "two",
};

/** What the page and its policy complain of; the listener stands before everything else. */
const WATCH = `window.complaints = [];
addEventListener("securitypolicyviolation", (event) => complaints.push(event.violatedDirective + " " + event.blockedURI));
addEventListener("error", (event) => complaints.push(event.message));
addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));`;

const hashOf = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
const scriptOf = (html: string) => html.trim().replace(/^<script>|<\/script>$/g, "");

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A call before the tag has loaded and one after it both arrive, each as it was meant, and nobody complains. */
async function assertDelivered(frame: Pick<Page, "evaluate" | "waitForFunction">, ingest: RecordingIngest) {
  await frame.evaluate("window.early");
  await frame.waitForFunction("pixelFlow.utils");
  assert.deepEqual(await frame.evaluate(`Promise.all([early, pixelFlow.trackEvent(...${CALL})])`), [true, true]);
  await assertPurchases(ingest);
  assert.deepEqual(await frame.evaluate("complaints"), []);
}

async function assertPurchases(ingest: RecordingIngest) {
  await ingest.until(() => ingest.events().length === 3);
  const purchases = ingest.events().filter(({ eventName }) => eventName === "Purchase");
  assert.equal(purchases.length, 2);
  for (const { additionalData, customerData } of purchases) {
    assert.deepEqual(additionalData, EXPECTED);
    assert.equal(customerData.em, sha256("jane@example.com"));
    assert.deepEqual(customerData.fn, [sha256("jane")]);
    assert.equal(customerData.country, sha256("de"));
  }
}

const EARLY = `window.early = pixelFlow.trackEvent(...${CALL});`;

/** Ways in which a page's policy can allow a script; `inline` are its own inline scripts. */
const POLICIES: Record<string, { script: (inline: string[], origin: string) => string; rest?: string }> = {
  "a nonce": { script: () => "'nonce-r4nd0m'" },
  "a hash": { script: (inline, origin) => `${inline.map(hashOf).join(" ")} ${origin}` },
  "strict-dynamic and a nonce": { script: () => "'strict-dynamic' 'nonce-r4nd0m'" },
  "strict-dynamic and a hash": { script: (inline) => `'strict-dynamic' ${inline.map(hashOf).join(" ")}` },
  "Trusted Types": {
    script: () => "'nonce-r4nd0m'",
    rest: "; require-trusted-types-for 'script'; trusted-types pixelflow",
  },
  "Trusted Types that allow others' policies alone": {
    script: () => "'nonce-r4nd0m'",
    rest: "; trusted-types other",
  },
};

for (const [name, { script, rest = "" }] of Object.entries(POLICIES)) {
  test(`a policy by ${name} is kept, and the events arrive`, async ({ page, site, ingest }) => {
    const inline = [WATCH, scriptOf(pasteSnippet({ endpoint: ingest.endpoint })), EARLY];
    const policy = `default-src 'none'; script-src ${script(inline, site.origin)}; connect-src ${ingest.origin}${rest}`;
    const head = inline.map((code) => `<script${policy.includes("nonce") ? ' nonce="r4nd0m"' : ""}>${code}</script>`);
    const headers = { "content-security-policy": policy };
    await page.goto(site.addPage("/strict", { head: head.join(""), headers }));
    if (rest.endsWith("other")) await page.evaluate("complaints.splice(0)");
    await assertDelivered(page, ingest);
  });
}

test("with everything on, the page contacts the tag's host, the ingest and Meta, and breaks no policy", async ({
  page,
  context,
  site,
  ingest,
}) => {
  await standInForMeta(context);
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  const pixel = `pixelFlow.enableMetaPixel = true; pixelFlow.metaPixelIds = ["111111"];`;
  const inline = [WATCH, scriptOf(pasteSnippet({ endpoint: ingest.endpoint })), pixel, EARLY];
  const headers = {
    "content-security-policy": `default-src 'none'; script-src 'nonce-r4nd0m'; connect-src ${ingest.origin};
      img-src https://www.facebook.com; require-trusted-types-for 'script'; trusted-types pixelflow`.replace(
      /\s+/g,
      " ",
    ),
  };
  const head = inline.map((code) => `<script nonce="r4nd0m">${code}</script>`).join("");
  await page.goto(site.addPage("/everything", { head, headers }));
  await assertDelivered(page, ingest);
  await page.waitForFunction(`window.metaCalls?.filter(([method]) => method === "trackSingle").length === 3`);
  const own = [site.origin, ingest.origin].map((origin) => new URL(origin).host);
  assert.deepEqual([...hosts].sort(), [...own, "connect.facebook.net", "www.facebook.com"].sort());
});

const pastePinned = (endpoint: string, integrity: string) =>
  `<script>${WATCH}</script>${pasteSnippet({ endpoint, integrity })}<script>${EARLY}</script>`;

test("a tag that is pinned by its hash is loaded", async ({ page, site, ingest }) => {
  await page.goto(site.addPage("/pinned", { head: pastePinned(ingest.endpoint, readTagIntegrity()) }));
  await assertDelivered(page, ingest);
});

test("a tag that is not the pinned one is not run, and the page goes on", async ({ page, site, ingest }) => {
  const head = pastePinned(ingest.endpoint, `sha384-${"A".repeat(64)}`);
  await page.goto(site.addPage("/changed", { head }));
  assert.equal(await page.evaluate("early"), false);
  assert.equal(await page.evaluate("pixelFlow.version"), undefined);
});

test("in a sandboxed frame without an origin the events arrive", async ({ page, site, ingest }) => {
  const head = `<script>${WATCH}</script>${pasteSnippet({ endpoint: ingest.endpoint })}<script>${EARLY}</script>`;
  const frame = site.addPage("/frame", { head });
  await page.goto(site.addPage("/shop", { body: `<iframe sandbox="allow-scripts" src="${frame}"></iframe>` }));
  const inner = page.frames().find((one) => one.url() === frame);
  assert.ok(inner);
  await assertDelivered(inner, ingest);
});

test("on a page opened from a file the events arrive", async ({ page, site, ingest }, testInfo) => {
  const bundle = `${site.origin}/v1/pixelflow.js`;
  const head = `<script>${WATCH}</script>${pasteSnippet({ endpoint: ingest.endpoint, bundle })}<script>${EARLY}</script>`;
  const file = testInfo.outputPath("page.html");
  await writeFile(file, `<!doctype html><meta charset="utf-8">${head}`);
  await page.goto(pathToFileURL(file).href);
  await assertDelivered(page, ingest);
});

/** What a page's own scripts have done to the language before ours run. */
const HOSTILE: Record<string, string> = {
  "frozen prototypes": `for (const one of [Object, Array, Function, String, Number, Promise, Map, Set, RegExp, Error, URL, URLSearchParams]) {
      Object.freeze(one.prototype); Object.freeze(one);
    }
    Object.freeze(JSON); Object.freeze(Math);`,
  "polluted prototypes": `for (const one of [Object, Array, Function, String]) {
      one.prototype.foo = "clear@example.com";
      one.prototype.extra = function () { return this; };
    }`,
  "an old Prototype.js": `
    Array.prototype.toJSON = function () { return "[" + this.map((one) => JSON.stringify(one)).join(", ") + "]"; };
    String.prototype.toJSON = function () { return '"' + this + '"'; };
    Number.prototype.toJSON = function () { return isFinite(this) ? this.toString() : "null"; };
    Array.prototype.entries = Array.prototype.toArray = function () { return this.slice(); };
    Array.prototype.find = Array.prototype.detect = function (test) { for (var i = 0; i < this.length; i++) if (test(this[i], i)) return this[i]; };
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
    Array.prototype.some = Array.prototype.any = function (test) { for (var i = 0; i < this.length; i++) if (test(this[i], i)) return true; return false; };
    Array.prototype.filter = Array.prototype.findAll = function (test) { var found = []; this.forEach(function (one, i) { if (test(one, i)) found.push(one); }); return found; };
    Array.from = function (list) { return list ? Array.prototype.slice.call(list) : []; };
    Object.keys = function (object) { var keys = []; for (var key in object) keys.push(key); return keys; };`,
  "an old MooTools": `
    Array.from = function (item) { return item == null ? [] : typeof item === "object" && "length" in item ? Array.prototype.slice.call(item) : [item]; };
    Array.prototype.flatten = function () { return [].concat.apply([], this); };
    String.prototype.contains = function (text) { return this.indexOf(text) > -1; };
    Function.prototype.bind = function (that) { var self = this; return function () { return self.apply(that, arguments); }; };
    Object.values = function (object) { var values = []; for (var key in object) values.push(object[key]); return values; };`,
  "a JSON that takes one argument": `for (const name of ["parse", "stringify"]) { const own = JSON[name]; JSON[name] = (one) => own(one); }`,
  "a Promise of its own": `window.Promise = class Later {
      constructor(run) {
        this.waiting = [];
        const settle = (how) => (value) => {
          if (this.how) return;
          if (how === "ok" && value && typeof value.then === "function") return void value.then(settle("ok"), settle("not"));
          this.how = how; this.value = value;
          for (const one of this.waiting.splice(0)) one();
        };
        try { run(settle("ok"), settle("not")); } catch (error) { settle("not")(error); }
      }
      then(ok, not) {
        return new Later((resolve, reject) => {
          const go = () => queueMicrotask(() => {
            const next = this.how === "ok" ? ok : not;
            if (typeof next !== "function") return (this.how === "ok" ? resolve : reject)(this.value);
            try { resolve(next(this.value)); } catch (error) { reject(error); }
          });
          if (this.how) go(); else this.waiting.push(go);
        });
      }
      catch(not) { return this.then(undefined, not); }
      static resolve(value) { return new Later((resolve) => resolve(value)); }
      static reject(value) { return new Later((_, reject) => reject(value)); }
      static all(list) {
        return new Later((resolve, reject) => {
          const values = []; let open = list.length;
          if (!open) resolve(values);
          list.forEach((one, i) => Later.resolve(one).then((value) => { values[i] = value; if (!--open) resolve(values); }, reject));
        });
      }
    };`,
  "a fetch that throws": `window.fetch = () => { throw new Error("not here"); };`,
  "a fetch that knows no options": `{ const own = fetch; window.fetch = (url, { method, body } = {}) => own(url, { method, body }); }`,
  "an Array.prototype with other functions": `for (const name of ["map", "filter", "forEach", "some", "find", "includes", "flatMap", "concat"]) {
      const own = Array.prototype[name];
      Array.prototype[name] = function (...args) { return own.apply(this, args); };
    }`,
};

for (const [name, script] of Object.entries(HOSTILE)) {
  test(`on a page with ${name} the events arrive as they were meant`, async ({ page, site, ingest }) => {
    const head = `<script>${WATCH}${script}</script>${pasteSnippet({ endpoint: ingest.endpoint })}<script>${EARLY}</script>`;
    const url = site.addPage("/hostile", { head });
    await page.goto(url);
    // Where no request can be made, the page's exit is left.
    if (name === "a fetch that throws") {
      await page.waitForFunction("pixelFlow.utils");
      await page.evaluate(`pixelFlow.trackEvent(...${CALL})`);
      await page.goto(site.addPage("/next", {}));
      await assertPurchases(ingest);
      return;
    }
    await assertDelivered(page, ingest);
  });
}
