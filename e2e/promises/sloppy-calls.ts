import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { EventData } from "../../src/wire/event.ts";
import { customerOf } from "../support/customer.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const EMAIL = sha256("jane@example.com");

/** A call as real pages make it, and what must come of it. */
interface SloppyCall {
  call: string;
  /** The events that this call brings; one, unless said otherwise. */
  check(event: EventData): void;
}

const SLOPPY_CALLS: Record<string, SloppyCall> = {
  "userData is an unawaited Promise": {
    call: `pixelFlow.trackEvent("Lead", {}, pixelFlow.utils.normalizeCustomerData({ em: "Jane@Example.com" }))`,
    check: ({ customerData }) => assert.deepEqual(customerData, { em: EMAIL }),
  },
  "single fields of userData are Promises": {
    call: `pixelFlow.trackEvent("Lead", {}, { em: Promise.resolve("Jane@Example.com"), fn: Promise.reject(new Error("no")) })`,
    check: ({ customerData }) => assert.deepEqual(customerData, { em: EMAIL }),
  },
  "a whole order object is given to normalizeCustomerData": {
    call: `pixelFlow.utils.normalizeCustomerData({ id: 17, total: "40.00", items: [{ sku: "a" }], billing: { email: "jane@example.com" } })
      .then((user) => pixelFlow.trackEvent("Lead", {}, user))`,
    check: ({ customerData }) => assert.deepEqual(customerData, {}),
  },
  "values are already hashed, alone or mixed with clear ones": {
    call: `pixelFlow.trackEvent("Lead", {}, { em: "${EMAIL.toUpperCase()}", fn: ["Jane", "${sha256("janet")}"] })`,
    check: ({ customerData }) => assert.deepEqual(customerData, { em: EMAIL, fn: [sha256("jane"), sha256("janet")] }),
  },
  "eventID stands inside customData": {
    call: `pixelFlow.trackEvent("Purchase", { eventID: "order-17", value: 40, currency: "EUR" })`,
    check: ({ event_id, additionalData }) => {
      assert.equal(event_id, "order-17");
      assert.deepEqual(additionalData, { value: 40, currency: "EUR" });
    },
  },
  "event_id stands inside customData": {
    call: `pixelFlow.trackEvent("Purchase", { event_id: 18, value: 40, currency: "EUR" })`,
    check: ({ event_id, additionalData }) => {
      assert.equal(event_id, "18");
      assert.ok(!("event_id" in additionalData));
    },
  },
  "contentType and numItems": {
    call: `pixelFlow.trackEvent("AddToCart", { contentType: "product", numItems: 2, num_items: 3, contentName: "Hat" })`,
    check: ({ additionalData }) =>
      assert.deepEqual(additionalData, { content_type: "product", num_items: 3, content_name: "Hat" }),
  },
  "userData {}, customData missing": {
    call: `pixelFlow.trackEvent("Contact", undefined, {})`,
    check: ({ additionalData, customerData }) => assert.deepEqual([additionalData, customerData], [{}, {}]),
  },
  "userData null, customData null": {
    call: `pixelFlow.trackEvent("Contact", null, null)`,
    check: ({ additionalData, customerData }) => assert.deepEqual([additionalData, customerData], [{}, {}]),
  },
  "undefined, null or empty fields": {
    call: `pixelFlow.trackEvent("Contact", { a: undefined, b: null, c: "", d: 0, e: false }, { em: "", ph: null, fn: undefined, ln: "  " })`,
    check: ({ additionalData, customerData }) =>
      assert.deepEqual([additionalData, customerData], [{ d: 0, e: false }, {}]),
  },
  "currency in lower case": {
    call: `pixelFlow.trackEvent("Purchase", { value: 40, currency: " eur " })`,
    check: ({ additionalData }) => assert.deepEqual(additionalData, { value: 40, currency: "EUR" }),
  },
  "currency without value": {
    call: `pixelFlow.trackEvent("ViewContent", { currency: "EUR" })`,
    check: ({ additionalData }) => assert.deepEqual(additionalData, {}),
  },
  "value 0": {
    call: `pixelFlow.trackEvent("Lead", { value: 0, currency: "EUR" })`,
    check: ({ additionalData }) => assert.deepEqual(additionalData, { value: 0, currency: "EUR" }),
  },
  "value as a string": {
    call: `pixelFlow.trackEvent("Purchase", { value: "1299.90", currency: "EUR" })`,
    check: ({ additionalData }) => assert.equal(additionalData.value, 1299.9),
  },
  "country as display text": {
    call: `pixelFlow.trackEvent("Lead", {}, { country: "United States (US)" })`,
    check: ({ customerData }) => assert.deepEqual(customerData, { country: sha256("us") }),
  },
  "country as unknown text": {
    call: `pixelFlow.trackEvent("Lead", {}, { country: "Middle Earth" })`,
    check: ({ customerData }) => assert.deepEqual(customerData, {}),
  },
  "custom event names and extra keys": {
    call: `pixelFlow.trackEvent("Clicked Hero", { click_url: "/a", page: { name: "home" } })`,
    check: ({ eventName, additionalData }) => {
      assert.equal(eventName, "Clicked Hero");
      assert.deepEqual(additionalData, { click_url: "/a", page: { name: "home" } });
    },
  },
  "the same customData object is reused": {
    call: `(() => {
      const data = Object.freeze({ value: "40", currency: "eur", eventID: "frozen", contents: Object.freeze([Object.freeze({ id: 1 })]) });
      const before = JSON.stringify(data);
      return pixelFlow.trackEvent("Purchase", data).then((sent) => sent && JSON.stringify(data) === before);
    })()`,
    check: ({ event_id, additionalData }) => {
      assert.equal(event_id, "frozen");
      assert.deepEqual(additionalData.contents, [{ id: 1 }]);
    },
  },
  "the page changes its objects after the call": {
    call: `(() => {
      const data = { value: 1, currency: "EUR", contents: [{ id: "a" }] }, user = { em: "jane@example.com" };
      const sent = pixelFlow.trackEvent("Purchase", data, user);
      data.value = 2; data.contents[0].id = "b"; user.em = "other@example.com";
      return sent;
    })()`,
    check: ({ additionalData, customerData }) => {
      assert.deepEqual(additionalData, { value: 1, currency: "EUR", contents: [{ id: "a" }] });
      assert.equal(customerData.em, EMAIL);
    },
  },
  "the wrong normalizer for a field": {
    call: `pixelFlow.trackEvent("Lead", {}, { ct: pixelFlow.utils.normalizeCountry("Springfield"), ln: pixelFlow.utils.normalizeName(undefined) })`,
    check: ({ customerData }) => assert.deepEqual(customerData, {}),
  },
};

/** Calls as real pages make them, after load and, where they need no `utils`, before. */
export const sloppyCalls: readonly PromiseToKeep[] = Object.entries(SLOPPY_CALLS).map(([name, { call, check }]) => ({
  name: `sloppy call: ${name}`,
  async keep({ driver, site, ingest }) {
    const tab = await driver.openTab();
    const needsUtils = call.includes("utils");
    site.holdTag();
    await tab.goto(site.addPage("/sloppy", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    if (!needsUtils) await tab.evaluate(`void (window.early = ${call})`);
    site.releaseTag();
    await whenLoaded(tab);
    if (!needsUtils) assert.equal(await tab.evaluate("early"), true, "before load");
    const results = await tab.evaluate(call);
    assert.equal(results, true);
    const expected = needsUtils ? 1 : 2;
    const own = () => ingest.events().filter(({ eventName }) => eventName !== "PageView");
    await ingest.until(() => own().length >= expected);
    assert.equal(own().length, expected);
    for (const event of own()) check({ ...event, customerData: customerOf(event) });
    assert.equal(ingest.events().length - own().length, 1, "one PageView");
  },
}));

/** Queued before load and called after it: one event each, once. */
export const queueThenDirect: PromiseToKeep = {
  name: "sloppy call: a queue call before load and a direct call after give one event each",
  async keep({ driver, site, ingest }) {
    site.holdTag();
    const head = pasteSnippet({ endpoint: ingest.endpoint });
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/twice", { head: head + head }));
    await tab.evaluate(`void (window.early = pixelFlow("trackEvent", "Lead", { content_name: "early" }))`);
    site.releaseTag();
    await tab.evaluate("early");
    await tab.evaluate(`pixelFlow.trackEvent("Lead", { content_name: "late" })`);
    await ingest.until(() => ingest.events().length >= 3);
    const events = ingest.events().map(({ eventName, additionalData }) => additionalData.content_name ?? eventName);
    assert.deepEqual(events, ["PageView", "early", "late"]);
  },
};
