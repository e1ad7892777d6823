import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { EventData } from "../wire/event.ts";
import { MAX_EVENT_ID_LENGTH } from "../wire/limits.ts";
import { type EnvelopeFacts, toEnvelope } from "./envelope.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const FACTS: EnvelopeFacts = {
  eventId: "minted",
  eventName: "Purchase",
  customData: { value: 40, currency: "EUR" },
  customerData: { em: sha256("jane@example.com") },
  at: 1_760_000_000_999,
  url: "https://shop.example/thanks?order=17&utm_source=mail&email=jane%40example.com#top",
  referrer: "https://shop.example/checkout?token=abc",
  identity: { fbp: "fb.1.1.2", fbc: "fb.1.1.AbC", ttp: undefined },
};

const eventOf = (facts: Partial<EnvelopeFacts>): EventData => JSON.parse(toEnvelope({ ...FACTS, ...facts }).json);

test("an event travels in the contract's words", () => {
  assert.deepEqual(eventOf({}), {
    event_id: "minted",
    eventName: "Purchase",
    eventTime: 1_760_000_000,
    actionSource: "website",
    siteURL: "https://shop.example/thanks?order=17",
    referrer: "https://shop.example/checkout",
    additionalData: { value: 40, currency: "EUR" },
    customerData: { em: sha256("jane@example.com") },
    utm_params: { utm_source: "mail" },
    fbp: "fb.1.1.2",
    fbc: "fb.1.1.AbC",
  });
});

test("what is unknown is absent, not empty", () => {
  const event = eventOf({ url: "https://shop.example/", referrer: "", identity: {}, customerData: {}, customData: {} });
  assert.deepEqual(Object.keys(event).sort(), [
    "actionSource",
    "additionalData",
    "customerData",
    "eventName",
    "eventTime",
    "event_id",
    "siteURL",
  ]);
});

test("the page's own event id is the event's, inside and out, so that its copies count once", () => {
  const { eventId, eventName, json } = toEnvelope({ ...FACTS, customData: { eventID: "order-17", value: 40 } });
  assert.deepEqual({ eventId, eventName }, { eventId: "order-17", eventName: "Purchase" });
  assert.equal(JSON.parse(json).event_id, "order-17");
  assert.deepEqual(JSON.parse(json).additionalData, { value: 40 });
});

test("an id that is too long, or holds an e-mail address, travels as its hash: always the same, never another's", () => {
  const longest = "x".repeat(MAX_EVENT_ID_LENGTH);
  assert.equal(eventOf({ customData: { event_id: longest } }).event_id, longest);
  assert.equal(eventOf({ customData: { event_id: `${longest}1` } }).event_id, sha256(`${longest}1`));
  assert.equal(eventOf({ customData: { event_id: `${longest}2` } }).event_id, sha256(`${longest}2`));
  assert.equal(eventOf({ customData: { event_id: "jane@example.com-1" } }).event_id, sha256("jane@example.com-1"));
  assert.equal(eventOf({ customData: { event_id: "555-123-4567" } }).event_id, "555-123-4567");
});

test("an e-mail address in the event's name, where arguments got mixed up, does not travel", () => {
  const { eventName, json } = toEnvelope({ ...FACTS, eventName: "Lead jane@example.com" });
  assert.equal(eventName, "Lead redacted");
  assert.ok(!json.includes("jane@"));
});
