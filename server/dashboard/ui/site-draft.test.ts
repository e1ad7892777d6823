import assert from "node:assert/strict";
import { test } from "node:test";
import { findProblem, readTriggers, toDraft, toSaveBody } from "./site-draft.ts";
import type { SiteSettings } from "./site-types.ts";

const SITE: SiteSettings = {
  id: "shop",
  apiKey: "key",
  previousKeys: [],
  origins: ["https://shop.example", "https://*.shop.example"],
  currency: "EUR",
  consent: "opt_in",
  triggers: [
    { url: "/thank-you", event: "Lead", value: 5, currency: "EUR" },
    { url: "https://shop.example/?s=x", event: "Search" },
  ],
  actions: { "action-btn-quote-020-pf": "Lead" },
  blockingRules: [{ rule: "duplicate_on_url", events: ["Lead", "Purchase"] }, { rule: "no_click_id" }],
  excludedPaths: ["/admin", "/account"],
  hashRoutes: true,
  globalPrivacyControl: "withhold",
  limitedDataUse: "off",
  retentionDays: 30,
  pixels: [{ id: "1", hasToken: true, testEventCode: null }],
  readOnly: false,
};

test("a site that is saved unchanged stays as it is, and its token is not touched", () => {
  const { id: _id, apiKey: _key, previousKeys: _keys, readOnly: _readOnly, pixels: _pixels, ...rest } = SITE;
  assert.deepEqual(toSaveBody(toDraft(SITE)), { ...rest, pixels: [{ id: "1", testEventCode: null }] });
});

test("a token is sent only when one was typed, and removed only when its pixel has none", () => {
  const draft = toDraft(SITE);
  const [pixel] = draft.pixels;
  if (!pixel) assert.fail();
  const pixels = [
    { ...pixel, newToken: " new " },
    { ...pixel, id: "2", hasToken: false },
  ];
  assert.deepEqual((toSaveBody({ ...draft, pixels }) as { pixels: unknown }).pixels, [
    { id: "1", accessToken: "new", testEventCode: null },
    { id: "2", accessToken: null, testEventCode: null },
  ]);
});

test("what cannot be read is said in words", () => {
  const draft = toDraft(SITE);
  assert.equal(findProblem(draft), "");
  assert.match(findProblem({ ...draft, triggers: "/thank-you" }), /write an event/);
  assert.match(findProblem({ ...draft, triggers: "/a Lead much" }), /write a number/);
  assert.match(findProblem({ ...draft, actions: "action-btn-x-1-pf" }), /class and its event/);
  assert.match(findProblem({ ...draft, blockingRules: "no_bots Lead" }), /no_bots is none; write one of no_click_id, /);
  assert.match(findProblem({ ...draft, retentionDays: "1.5" }), /whole number/);
  assert.deepEqual(readTriggers("\n/a  Lead \n/b"), [{ url: "/a", event: "Lead" }]);
});
