import assert from "node:assert/strict";
import { test } from "node:test";
import { readConsentMode } from "./consent-mode.ts";
import { checkOrigin } from "./origins.ts";
import { readCountry } from "./read-country.ts";
import { destinationsOf, parseSites, type SiteInput } from "./site.ts";

function createSite(settings: Partial<SiteInput>) {
  const [site] = parseSites({ sites: [{ id: "shop", apiKey: "key", ...settings }] });
  return site ?? assert.fail();
}

const ORIGINS: [origin: string | undefined, allowed: boolean][] = [
  ["https://shop.example", true],
  ["https://SHOP.example", true],
  ["http://shop.example", false],
  ["https://shop.example:8443", false],
  ["https://www.shop.example", false],
  ["https://a.b.brand.example", true],
  ["https://brand.example", false],
  ["https://evilbrand.example", false],
  ["https://a.brand.example.evil.example", false],
  ["null", false],
  [undefined, true],
];

for (const [origin, allowed] of ORIGINS)
  test(`origin ${origin} is ${allowed ? "taken" : "refused"}`, () => {
    const check = () =>
      checkOrigin(createSite({ origins: ["https://shop.example/", "https://*.brand.example"] }), origin);
    if (allowed) check();
    else assert.throws(check, { status: 403 });
  });

const SPELLINGS: [listed: string, sent: string][] = [
  ["https://shop.example:443", "https://shop.example"],
  ["http://shop.example:80/", "http://shop.example"],
  ["HTTPS://Shop.Example", "https://shop.example"],
  ["https://münchen.example", "https://xn--mnchen-3ya.example"],
  ["https://*.München.example:443", "https://www.xn--mnchen-3ya.example"],
  ["https://shop.example:8443", "https://shop.example:8443"],
];

for (const [listed, sent] of SPELLINGS)
  test(`an origin listed as ${listed} is what browsers send as ${sent}`, () => {
    checkOrigin(createSite({ origins: [listed] }), sent);
    assert.throws(() => checkOrigin(createSite({ origins: [listed] }), "https://other.example"), { status: 403 });
  });

test("a site without a list takes every origin", () => {
  checkOrigin(createSite({}), "https://anything.example");
  checkOrigin(createSite({}), "null");
});

test("an entry that is no origin is a mistake", () => {
  for (const origin of ["shop.example", "https://shop.example/path", "*", "https://shop.example:99999"])
    assert.throws(() => createSite({ origins: [origin] }), /origins\.0 write an origin/);
});

test("where the law asks first, and where the country is unknown, auto asks first", () => {
  const auto = createSite({ consent: "auto" });
  assert.equal(readConsentMode(auto, "de"), "opt_in");
  assert.equal(readConsentMode(auto, "us"), "opt_out");
  assert.equal(readConsentMode(auto, undefined), "opt_in");
  assert.equal(readConsentMode(createSite({ consent: "off" }), "de"), "off");
});

test("the country comes from the configured header alone", () => {
  assert.equal(readCountry({ "cf-ipcountry": "DE" }, "cf-ipcountry"), "de");
  assert.equal(readCountry({ "cf-ipcountry": "DE" }, null), undefined);
  assert.equal(readCountry({ "cf-ipcountry": "XX" }, "cf-ipcountry"), undefined);
  assert.equal(readCountry({ "cf-ipcountry": "T1" }, "cf-ipcountry"), undefined);
});

test("an event goes to each pixel with a token, and to one dry run for those without", () => {
  const pixels = [{ id: "1", accessToken: "t" }, { id: "2", accessToken: "t" }, { id: "3" }, { id: "4" }];
  assert.deepEqual(destinationsOf(createSite({ pixels })), ["1", "2", "dry-run"]);
  assert.deepEqual(destinationsOf(createSite({})), ["dry-run"]);
});
