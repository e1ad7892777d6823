import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { sha256 } from "../prepare/sha256.ts";
import { createIdentity } from "./identity.ts";

const { ParamBuilder } = createRequire(import.meta.url)("capi-param-builder-nodejs");

const NOW = 1_757_000_000_123;
const DAY = 86_400;

/** A browser with cookies, or without; `openPage` loads a page in it. */
function createBrowser({ domain = "shop.example", hasCookies = true } = {}) {
  const jar = new Map<string, string>();
  const lifetimes = new Map<string, number>();
  let ids = 0;
  return {
    jar,
    lifetimes,
    openPage: (siteId = "site") =>
      createIdentity({
        siteId,
        readCookie: (name) => jar.get(name),
        writeCookie(name, value, { maxAgeSeconds, domain: reach }) {
          if (!hasCookies) return;
          assert.equal(reach, domain || undefined);
          assert.match(value, /^[!#-+\--:<-[\]-~]*$/, "what RFC 6265 lets stand in a cookie");
          // What browsers do with longer ones.
          if (name.length + value.length > 4096) return;
          jar.set(name, value);
          lifetimes.set(name, maxAgeSeconds / DAY);
        },
        removeCookie: (name) => jar.delete(name),
        findCookieDomain: () => domain || undefined,
        newEventId: () => `${1_000 + ids++}-2-3-4`,
        sha256,
      }),
  };
}

const view = (url: string, { referrer = "", at = NOW } = {}) => [{ url, referrer, at }];
const HOME = view("https://www.shop.example/");

test("a first visit gets Meta's browser id, a visitor id and a first touch, for as long as each of them lasts", () => {
  const { openPage, jar, lifetimes } = createBrowser();
  const known = openPage().recognize(HOME);
  assert.match(known.fbp ?? "", /^fb\.1\.1757000000123\.\d+$/);
  assert.equal(jar.get("_fbp"), known.fbp);
  assert.equal(jar.get("_pf_uid"), known.attribution?.visitor_id);
  const touch = { url: "https://www.shop.example/", referrer_hostname: null, utm_params: null, timestamp: NOW };
  assert.deepEqual(JSON.parse(decodeURIComponent(jar.get("_pf_attribution") ?? "")), {
    visitor_id: jar.get("_pf_uid"),
    first_touch: touch,
    last_touch: touch,
  });
  assert.deepEqual(Object.fromEntries(lifetimes), { _fbp: 90, _pf_uid: 390, _pf_attribution: 390 });
});

test("the external id is the one that the WordPress plugin computes", () => {
  for (const [siteId, visitorId, hash] of [
    [
      "wp_0123456789abcdef0123456789abcdef",
      "1757000000.123",
      "1a2f975206c5c3b6bb7dcc4d941f014ccf297eb87a8da66c284227068cd68d44",
    ],
    ["WP_AbCdEf", "VisitorID.42", "232955c6c1a258de1ea9d02e936288fd333099804b37602b1034b9e764d2c5b8"],
    ["WP_AbCdEf", "x".repeat(70), sha256(`WP_AbCdEf_${"x".repeat(64)}`)],
  ] as const) {
    const { openPage, jar } = createBrowser();
    jar.set("_pf_uid", visitorId);
    assert.equal(openPage(siteId).recognize(HOME).externalId, hash);
  }
});

test("a click id is kept with its case, survives later pages, and makes way for another click", () => {
  const { openPage, jar, lifetimes } = createBrowser();
  openPage().recognize(view("https://www.shop.example/?fbclid=IwAR0aBc_dE-fG"));
  const first = "fb.1.1757000000123.IwAR0aBc_dE-fG";
  assert.equal(jar.get("_fbc"), first);
  assert.equal(lifetimes.get("_fbc"), 90);
  assert.equal(openPage().recognize(HOME).fbc, first);
  const again = view("https://www.shop.example/?fbclid=IwAR0aBc_dE-fG", { at: NOW + 5000 });
  assert.equal(openPage().recognize(again).fbc, first, "a reload is no other click");
  const other = view("https://www.shop.example/?fbclid=iwar0abc_de-fg", { at: NOW + 5000 });
  assert.equal(openPage().recognize(other).fbc, "fb.1.1757000005123.iwar0abc_de-fg");
  const earlier = view("https://www.shop.example/?fbclid=Earlier", { at: NOW });
  assert.equal(openPage().recognize(earlier).fbc, "fb.1.1757000005123.iwar0abc_de-fg", "a call replayed late");
});

test("both ids have the form that Meta's own parameter builder gives them", () => {
  for (const [host, domain, query] of [
    ["www.shop.example", "shop.example", "fbclid=IwAR0aBc_dE-fG"],
    ["shop.co.uk", "shop.co.uk", "fbclid=a%2Bb%2Fc%3D"],
    ["www.shop.co.uk", "shop.co.uk", "fbclid=IwAR.aem_x"],
    ["localhost", "", "fbclid=Ab"],
    ["127.0.0.1", "", "fbclid=Ab"],
  ] as const) {
    const builder = new ParamBuilder([domain || host]);
    builder.processRequest(host, Object.fromEntries(new URLSearchParams(query)), {}, null);
    // Its version's mark at the end says nothing of the visitor; the times are those of two clocks.
    const theirs = (id: string) => id.replace(/\.\w{8}$/, "").replace(/\d{13}/, String(NOW));
    const { openPage } = createBrowser({ domain });
    const known = openPage().recognize(view(`https://${host}/?${query}`));
    assert.equal(known.fbc, theirs(builder.getFbc()));
    assert.equal(known.fbp?.replace(/\d+$/, ""), theirs(builder.getFbp()).replace(/\d+$/, ""));
  }
});

test("what Meta's pixel has written stays; what is in no form of Meta's is replaced", () => {
  const { openPage, jar } = createBrowser();
  jar.set("_fbp", "fb.1.1596403881668.1116446470");
  jar.set("_fbc", "fb.1.1554763741205.AbCdEf.AQYBAQIA");
  const { fbp, fbc } = openPage().recognize(view("https://www.shop.example/?fbclid=AbCdEf"));
  assert.deepEqual([fbp, fbc], ["fb.1.1596403881668.1116446470", "fb.1.1554763741205.AbCdEf.AQYBAQIA"]);
  jar.set("_fbp", "undefined");
  jar.set("_fbc", "fb.1.null.x");
  const repaired = openPage().recognize(HOME);
  assert.match(repaired.fbp ?? "", /^fb\.1\.\d{13}\.\d+$/);
  assert.equal(repaired.fbc, undefined);
});

test("the click id of a page that was left before the tag came is found in the referrer", () => {
  const { openPage } = createBrowser();
  const next = view("https://www.shop.example/cart", { referrer: "https://www.shop.example/?fbclid=AbC" });
  assert.equal(openPage().recognize(next).fbc, "fb.1.1757000000123.AbC");
});

test("campaign and other networks' click ids are kept as query strings; TikTok's travels", () => {
  const { openPage, jar, lifetimes } = createBrowser();
  openPage().recognize(view("https://shop.example/?utm_source=news+letter&utm_medium=a%26b&gclid=G1&ttclid=T1"));
  assert.equal(jar.get("_pf_utm"), "utm_source=news+letter&utm_medium=a%26b");
  assert.equal(jar.get("_pf_click_ids"), "gclid=G1&ttclid=T1");
  assert.deepEqual([lifetimes.get("_pf_utm"), lifetimes.get("_pf_click_ids")], [30, 90]);
  lifetimes.clear();
  assert.equal(openPage().recognize(HOME).ttclid, "T1");
  assert.ok(!lifetimes.has("_pf_utm") && !lifetimes.has("_pf_click_ids"), "they end after their days");
  openPage().recognize(view("https://shop.example/?gclid=G2"));
  assert.equal(jar.get("_pf_click_ids"), "gclid=G2&ttclid=T1");
});

test("the first touch stays for ever; the last one changes with a campaign, a click or another site's link", () => {
  const { openPage } = createBrowser();
  const visit = (url: string, referrer = "", at = NOW) => openPage().recognize(view(url, { referrer, at })).attribution;
  const SHOP = "https://www.shop.example";
  const first = visit(`${SHOP}/?utm_source=news`, "https://mail.example/inbox?id=1");
  assert.deepEqual(first?.first_touch, {
    url: `${SHOP}/`,
    referrer_hostname: "mail.example",
    utm_params: { utm_source: "news" },
    timestamp: NOW,
  });
  const own = visit(`${SHOP}/cart`, "https://blog.shop.example/", NOW + 1);
  assert.deepEqual(own, first, "the site's own pages and direct visits say nothing new");
  const linked = visit(`${SHOP}/a`, "https://forum.example/t/1", NOW + 2);
  assert.deepEqual(linked?.first_touch, first?.first_touch);
  assert.deepEqual(linked?.last_touch, {
    url: `${SHOP}/a`,
    referrer_hostname: "forum.example",
    utm_params: null,
    timestamp: NOW + 2,
  });
  assert.equal(visit(`${SHOP}/?gclid=1`, "", NOW + 3)?.last_touch?.timestamp, NOW + 3);
  assert.equal(visit(`${SHOP}/?fbclid=1`, "", NOW + 4)?.last_touch?.timestamp, NOW + 4);
});

test("a route of a single-page application is no new visit, though the referrer stays", () => {
  const page = createBrowser().openPage();
  const referrer = "https://forum.example/";
  page.recognize(view("https://shop.example/", { referrer }));
  const { attribution } = page.recognize(view("https://shop.example/cart", { referrer, at: NOW + 9 }));
  assert.equal(attribution?.last_touch?.timestamp, NOW);
});

test("touches hold no personal data, ours or another writer's", () => {
  const { openPage, jar } = createBrowser();
  const url = "https://shop.example/jane@example.com?token=abc&id=1";
  jar.set("_pf_attribution", encodeURIComponent(JSON.stringify({ first_touch: { url, timestamp: 1 } })));
  openPage().recognize(view(`${url}&gclid=1`));
  assert.doesNotMatch(decodeURIComponent(jar.get("_pf_attribution") ?? ""), /jane|abc/);
});

test("with cookies blocked the address's click ids travel, also after the route has changed, and nobody is invented", () => {
  const page = createBrowser({ domain: "", hasCookies: false }).openPage();
  const first = page.recognize(view("https://shop.example/?fbclid=AbC&ttclid=T"));
  assert.deepEqual({ fbc: first.fbc, ttclid: first.ttclid }, { fbc: "fb.0.1757000000123.AbC", ttclid: "T" });
  const later = page.recognize(view("https://shop.example/cart"));
  assert.equal(later.fbc, "fb.0.1757000000123.AbC");
  for (const known of [first, later]) {
    assert.deepEqual([known.fbp, known.externalId, known.attribution], [undefined, undefined, undefined]);
  }
});

test("withdrawn consent takes all of it away, and a new one begins a new visitor", () => {
  const { openPage, jar } = createBrowser();
  const page = openPage();
  const before = page.recognize(view("https://shop.example/?fbclid=A&gclid=1&utm_source=s"));
  page.remove();
  assert.deepEqual([...jar], []);
  const after = page.recognize(HOME);
  assert.notEqual(after.externalId, before.externalId);
  assert.equal(after.fbc, undefined);
});

test("whatever stands in the address and in the cookies, a visitor comes of it", () => {
  const names = ["_fbp", "_fbc", "_pf_uid", "_pf_attribution", "_pf_utm", "_pf_click_ids"];
  const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.json(), fc.json().map(encodeURIComponent));
  const address = fc.oneof(
    text,
    text.map((value) => `https://shop.example/?fbclid=${value}&gclid=${value}&utm_source=${value}#${value}`),
    fc.string({ minLength: 3000, maxLength: 4000 }).map((value) => `https://shop.example/?fbclid=${value}`),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: names.length }), address, address, (values, url, referrer) => {
      const { openPage, jar } = createBrowser();
      values.forEach((value, index) => {
        jar.set(names[index] as string, value.replace(/[^!#-+\--:<-[\]-~]/g, ""));
      });
      const page = openPage();
      const { fbp, externalId } = page.recognize(view(url, { referrer }));
      assert.match(fbp ?? "", /^fb\.\d+\.\d+\../);
      assert.match(externalId ?? "", /^[0-9a-f]{64}$/);
    }),
  );
});
