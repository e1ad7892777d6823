import assert from "node:assert/strict";
import { test } from "node:test";
import { SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

const PIXELS = [{ id: "1234567890", accessToken: "secret-token" }];
const RULES = [{ rule: "duplicate_on_url" as const, events: ["Lead"] }];
const TRIGGERS = [{ url: "/thank-you", event: "Lead" }];

test("a page learns its site's settings with the key, and never a token", async (t) => {
  const settings = { currency: "eur", consent: "opt_in" as const, triggers: TRIGGERS, blockingRules: RULES };
  const sites = [{ ...SHOP, pixels: PIXELS, ...settings, excludedPaths: ["/admin"], hashRoutes: true }];
  const ingest = await startTestIngest(t, { sites });
  const path = `${ingest.url}/site/config/shop`;
  const refused = await fetch(path);
  assert.equal(refused.status, 401);
  assert.deepEqual(await refused.json(), { message: "Invalid API key", error: "Unauthorized", statusCode: 401 });
  const response = await fetch(path, { headers: { "api-key": SHOP.apiKey } });
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.deepEqual(await response.json(), {
    siteId: "shop",
    consentMode: "opt_in",
    globalPrivacyControl: "withhold",
    limitOptOuts: false,
    currency: "EUR",
    triggers: TRIGGERS,
    actions: {},
    blockingRules: RULES,
    excludedPaths: ["/admin"],
    hashRoutes: true,
  });
});

test("settings that a page has are not sent again", async (t) => {
  const ingest = await startTestIngest(t);
  const ask = (headers: Record<string, string>) =>
    fetch(`${ingest.url}/site/config/shop`, { headers: { "api-key": SHOP.apiKey, ...headers } });
  const etag = (await ask({})).headers.get("etag") ?? "";
  const again = await ask({ "if-none-match": etag });
  assert.equal(again.status, 304);
  assert.equal(await again.text(), "");
  assert.equal((await ask({ "if-none-match": '"other"' })).status, 200);
});

test("the country decides where the site leaves the consent mode to us", async (t) => {
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, consent: "auto" }],
    countryHeader: "cf-ipcountry",
  });
  const modeIn = async (country: string) => {
    const headers = { "api-key": SHOP.apiKey, "cf-ipcountry": country };
    const response = await fetch(`${ingest.url}/site/config/shop`, { headers });
    return ((await response.json()) as { consentMode: string }).consentMode;
  };
  assert.equal(await modeIn("FR"), "opt_in");
  assert.equal(await modeIn("US"), "opt_out");
  // The tag goes by the visitor's clock then.
  assert.equal(await modeIn("XX"), "auto");
});

test("a refusal is asked for where the site has Meta limit it instead, and that is in the United States", async (t) => {
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, limitedDataUse: "us_opt_out", globalPrivacyControl: "ignore" }],
    countryHeader: "cf-ipcountry",
  });
  const readIn = async (country: string) => {
    const headers = { "api-key": SHOP.apiKey, "cf-ipcountry": country };
    const response = await fetch(`${ingest.url}/site/config/shop`, { headers });
    return (await response.json()) as Record<string, unknown>;
  };
  assert.partialDeepStrictEqual(await readIn("US"), { limitOptOuts: true, globalPrivacyControl: "ignore" });
  assert.equal((await readIn("CA")).limitOptOuts, false);
});
