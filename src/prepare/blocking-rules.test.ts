import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createMemoryStore } from "../test-support/memory-store.ts";
import { createFindRule, type RuledCall } from "./blocking-rules.ts";

const LEAD: RuledCall = {
  eventName: "Lead",
  url: "https://shop.example/offer?ref=7",
  referrer: "https://news.example/story",
  customData: {},
};

function createScene({ requests = [] as string[], excludedPaths = [] as string[] } = {}) {
  const store = createMemoryStore();
  const findRule = createFindRule({ store, prefix: "seen:", readRequests: () => requests });
  const find = (rule: unknown, call: Partial<RuledCall> = {}) =>
    findRule({ ...LEAD, ...call }, { blockingRules: [rule], excludedPaths });
  return { store, find, findRule };
}

test("no_click_id keeps back who has not come by one of Meta's ads", () => {
  const { find } = createScene();
  assert.equal(find("no_click_id"), "no_click_id");
  assert.equal(find("no_click_id", { fbc: "fb.1.1760000000000.A" }), undefined);
  assert.equal(find("no_click_id", { url: `${LEAD.url}&fbclid=A` }), undefined);
});

test("no_query keeps back what happens at an address without parameters", () => {
  const { find } = createScene();
  assert.equal(find("no_query"), undefined);
  assert.equal(find("no_query", { url: "https://shop.example/offer#top" }), "no_query");
});

const PLACES: [rule: string, same: Partial<RuledCall>, other: Partial<RuledCall>][] = [
  ["duplicate_in_session", { url: "https://shop.example/else" }, { eventName: "Contact" }],
  ["duplicate_on_url", { url: `${LEAD.url}&fbclid=B#top`, referrer: "" }, { url: "https://shop.example/else" }],
  ["duplicate_from_referrer", { url: "https://shop.example/else" }, { referrer: "https://other.example/" }],
];

for (const [rule, same, other] of PLACES)
  test(`${rule} lets the first one pass and keeps the second one back`, () => {
    const { find } = createScene();
    assert.equal(find(rule), undefined);
    assert.equal(find(rule, same), rule);
    assert.equal(find(rule, other), undefined);
    assert.equal(find(rule, { customData: { order_id: "17" } }), undefined, "another order");
    assert.equal(find(rule, { customData: { order_id: "17" } }), rule);
  });

test("who came directly is from no referrer, and so no duplicate from one", () => {
  const { find } = createScene();
  assert.equal(find("duplicate_from_referrer", { referrer: "" }), undefined);
  assert.equal(find("duplicate_from_referrer", { referrer: "" }), undefined);
});

test("an event that a rule keeps back is no earlier one for another rule", () => {
  const { findRule } = createScene();
  const rules = { blockingRules: ["duplicate_in_session", "no_query"], excludedPaths: [] };
  assert.equal(findRule({ ...LEAD, url: "https://shop.example/" }, rules), "no_query");
  assert.equal(findRule(LEAD, rules), undefined);
  assert.equal(findRule(LEAD, rules), "duplicate_in_session");
});

test("external_tracking keeps back what another pixel has sent under that name", () => {
  const requests = [
    "https://www.facebook.com/tr/?id=1&ev=Lead&dl=https%3A%2F%2Fshop.example",
    "https://shop.example/tr?&ev=Contact&",
  ];
  const { find } = createScene({ requests });
  assert.equal(find("external_tracking"), "external_tracking");
  assert.equal(find("external_tracking", { eventName: "Lea" }), undefined);
  assert.equal(find("external_tracking", { eventName: "Contact" }), undefined);
});

test("a rule is for the events that it names, else for all but page views", () => {
  const { find } = createScene();
  const none = { url: "https://shop.example/" };
  assert.equal(find({ rule: "no_query", events: ["Contact"] }, none), undefined);
  assert.equal(find({ rule: "no_query", events: ["Lead"] }, none), "no_query");
  assert.equal(find({ rule: "no_query" }, none), "no_query");
  assert.equal(find("no_query", { ...none, eventName: "PageView" }), undefined);
  assert.equal(find({ rule: "no_query", events: ["PageView"] }, { ...none, eventName: "PageView" }), "no_query");
});

test("nothing is sent at an excluded path or below it", () => {
  const { find } = createScene({ excludedPaths: ["/admin", "/offer/secret/"] });
  const at = (path: string) => find(undefined, { eventName: "PageView", url: `https://shop.example${path}` });
  for (const path of ["/admin", "/admin/", "/admin/orders?page=2", "/offer/secret"])
    assert.equal(at(path), "excluded_path", path);
  for (const path of ["/", "/administration", "/Admin", "/offer", "/?next=/admin"])
    assert.equal(at(path), undefined, path);
});

test("what was seen is kept as a hash", () => {
  const { find, store } = createScene();
  find("duplicate_on_url", { customData: { order_id: "jane@example.com" } });
  assert.match([...store.entries.keys()].join(), /^seen:[0-9a-f]{64}$/);
});

test("what is no rule keeps nothing back", () => {
  const { find } = createScene();
  for (const rule of ["constructor", "__proto__", "toString", {}, [], null, 5, { rule: { toString: null } }])
    assert.equal(find(rule), undefined);
  fc.assert(fc.property(fc.jsonValue(), (rule) => find(rule) === undefined));
});
