import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Config, type ConfigSources, parseConfig } from "./config.ts";

const FILLED = { siteId: "wp_0123456789abcdef", apiKey: "key", apiEndpoint: "https://ingest.example/event" };

const parse = (sources: Partial<ConfigSources>) =>
  parseConfig({ global: undefined, attributes: {}, pageUrl: "https://shop.example/cart", ...sources });

const problemOf = (config: Config | { problem: string }) => {
  assert.ok("problem" in config, JSON.stringify(config));
  return config.problem;
};

test("the snippet's settings are taken as they stand", () => {
  assert.deepEqual(parse({ global: { ...FILLED, consentMode: "off" } }), { ...FILLED, consentMode: "off" });
  assert.deepEqual(parse({ global: FILLED }), FILLED);
});

test("an older install's data attributes work as well, and the global wins where both say something", () => {
  const attributes = { siteId: "from-tag", apiKey: "key", apiEndpoint: "https://ingest.example/event" };
  assert.deepEqual(parse({ attributes }), { ...FILLED, siteId: "from-tag" });
  assert.deepEqual(parse({ global: { siteId: "from-global" }, attributes }), { ...FILLED, siteId: "from-global" });
  assert.deepEqual(parse({ global: { siteId: "  ", apiKey: null }, attributes }), { ...FILLED, siteId: "from-tag" });
});

test("spaces around a pasted value, and an id that a site prints as a number, do no harm", () => {
  const global = { siteId: 4711, apiKey: " key\n", apiEndpoint: "\thttps://ingest.example/event " };
  assert.deepEqual(parse({ global }), { ...FILLED, siteId: "4711" });
});

test("an endpoint on the page's own host may be written without the host", () => {
  const global = { ...FILLED, apiEndpoint: "/collect/event" };
  assert.deepEqual(parse({ global }), { ...FILLED, apiEndpoint: "https://shop.example/collect/event" });
});

test("what is missing is named, all of it at once, with what to do", () => {
  const problem = problemOf(parse({ global: { apiKey: "key" } }));
  assert.match(problem, /siteId, apiEndpoint/);
  assert.doesNotMatch(problem, /apiKey/);
  assert.match(problem, /snippet/);
  for (const name of Object.keys(FILLED)) {
    assert.match(
      problemOf(parse({ global: { ...FILLED, [name]: undefined } })),
      new RegExp(`no ${name}:.*Fill in the snippet`),
    );
  }
});

test("a placeholder that nobody replaced counts as missing; an id that only resembles one does not", () => {
  const placeholders = { siteId: "YOUR_SITE_ID", apiKey: "YOUR_API_KEY", apiEndpoint: "https://YOUR_INGEST/event" };
  for (const [name, placeholder] of Object.entries(placeholders)) {
    assert.match(problemOf(parse({ global: { ...FILLED, [name]: placeholder } })), new RegExp(`no ${name}:`));
  }
  assert.deepEqual(parse({ global: { ...FILLED, siteId: "YOUR_SHOP" } }), { ...FILLED, siteId: "YOUR_SHOP" });
});

test("an endpoint that is no http(s) address is refused with an example of one", () => {
  for (const apiEndpoint of ["javascript:alert(1)", "data:,x", "https://", "http://[", "ftp://ingest.example/event"]) {
    assert.match(problemOf(parse({ global: { ...FILLED, apiEndpoint } })), /write one such as https:\/\//);
  }
});

test("a consent mode that does not exist is no mode, so that the ingest's settings decide", () => {
  for (const consentMode of ["OFF", "optin", "", 1, {}, "toString"]) {
    assert.deepEqual(parse({ global: { ...FILLED, consentMode } }), FILLED);
  }
});

test("whatever stands in the settings, the answer is a usable configuration or one sentence", () => {
  const sources = fc.record(
    {
      siteId: fc.anything(),
      apiKey: fc.anything(),
      apiEndpoint: fc.oneof(fc.anything(), fc.webUrl(), fc.string()),
      consentMode: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(sources, fc.oneof(fc.webUrl(), fc.constant("about:srcdoc")), (global, pageUrl) => {
      const config = parse({ global, pageUrl });
      if ("problem" in config) {
        assert.match(config.problem, /\.$/);
      } else {
        assert.ok(config.siteId && config.apiKey);
        assert.match(new URL(config.apiEndpoint).protocol, /^https?:$/);
      }
    }),
  );
});

test("a site may set how much waits in the browser; what is no number above zero changes nothing", () => {
  const global = { siteId: "shop", apiKey: "key", apiEndpoint: "https://ingest.example/event" };
  const parse = (outboxEvents: unknown) =>
    parseConfig({ global: { ...global, outboxEvents }, attributes: {}, pageUrl: "https://shop.example/" });
  assert.equal((parse(100) as { outboxEvents?: number }).outboxEvents, 100);
  assert.equal((parse("100") as { outboxEvents?: number }).outboxEvents, 100);
  for (const value of [0, -1, "many", null, {}, Number.NaN])
    assert.ok(!("outboxEvents" in parse(value)), String(value));
});

test("how visitors are asked is one of four ways, from the global or the attribute", () => {
  for (const consentMode of ["off", "opt_in", "opt_out", "auto"]) {
    assert.deepEqual(parse({ global: { ...FILLED, consentMode } }), { ...FILLED, consentMode });
    assert.deepEqual(parse({ global: FILLED, attributes: { consentMode } }), { ...FILLED, consentMode });
  }
});

test("an older install's lists are read from its attributes, as JSON", () => {
  const attributes = {
    ...FILLED,
    currency: "EUR",
    trackedUrls:
      '[{"url":"/thank-you","event":"Lead","value":"10"},{"url":"https://shop.example/?s=search","eventName":"Search"},{"url":7},null]',
    blockingRules: '[{"type":"external_tracking"}]',
    enableMetaPixel: "true",
    metaPixelIds: '["1234567890123456789", 42]',
    debug: "",
  };
  assert.deepEqual(parse({ attributes }), {
    ...FILLED,
    currency: "EUR",
    trackedUrls: [
      { url: "/thank-you", event: "Lead", value: 10 },
      { url: "https://shop.example/?s=search", event: "Search" },
    ],
    blockingRules: [{ type: "external_tracking" }],
    metaPixelIds: ["1234567890123456789", "42"],
    debug: true,
  });
});

test("the same stands on the global as lists", () => {
  const global = {
    ...FILLED,
    enableMetaPixel: true,
    metaPixelIds: [12345, "678"],
    trackedUrls: [{ url: "/a", event: "Lead" }],
  };
  assert.deepEqual(parse({ global }), {
    ...FILLED,
    trackedUrls: [{ url: "/a", event: "Lead" }],
    metaPixelIds: ["12345", "678"],
  });
});

test("a broken list is no list, and Meta's pixel stays off unless it is switched on", () => {
  for (const trackedUrls of ["[{", "{}", "null", '"x"', 7, {}]) {
    assert.deepEqual(parse({ global: { ...FILLED, trackedUrls, blockingRules: trackedUrls } }), FILLED);
  }
  for (const enableMetaPixel of [undefined, null, false, "false", "0", " off "]) {
    assert.deepEqual(parse({ global: { ...FILLED, enableMetaPixel, metaPixelIds: ["12345"] } }), FILLED);
  }
  assert.deepEqual(parse({ global: { ...FILLED, enableMetaPixel: true, metaPixelIds: [] } }), FILLED);
});

test("what the global switches off, an attribute does not switch on", () => {
  assert.deepEqual(parse({ global: { ...FILLED, debug: false }, attributes: { debug: "" } }), FILLED);
});

test("what a site asks of its consent platform is taken over as it was written", () => {
  const texts = { tcfPurposes: "1,3,4", oneTrustGroup: "C0005", doNotTrack: "deny" };
  assert.deepEqual(parse({ global: { ...FILLED, ...texts } }), { ...FILLED, ...texts });
  assert.deepEqual(parse({ global: { ...FILLED, tcfPurposes: "" } }), FILLED);
});
