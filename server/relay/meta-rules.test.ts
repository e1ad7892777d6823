import assert from "node:assert/strict";
import { test } from "node:test";
import { findGraphError } from "./fake-graph-rules.ts";
import type { GraphEvent } from "./graph-types.ts";
import { findViolation } from "./meta-rules.ts";

const HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";
const NOW = Date.now();

function createGraphEvent(changes: Partial<GraphEvent> = {}): GraphEvent {
  return {
    event_name: "Purchase",
    event_time: Math.floor(NOW / 1000),
    event_id: "pf-1",
    action_source: "website",
    event_source_url: "https://shop.example/",
    user_data: { em: HASH, client_user_agent: "Test browser" },
    custom_data: { value: 0, currency: "EUR" },
    ...changes,
  };
}

const agent = { client_user_agent: "Test browser" };

const CASES: [name: string, changes: Partial<GraphEvent>, reason: string | undefined][] = [
  ["a whole purchase", {}, undefined],
  ["a purchase without value", { custom_data: { currency: "EUR" } }, "missing_value"],
  ["a purchase without currency", { custom_data: { value: 40 } }, "missing_currency"],
  ["a purchase without parameters", { custom_data: undefined }, "missing_value"],
  ["another event without parameters", { event_name: "Lead", custom_data: undefined }, undefined],
  ["a website event without user agent", { user_data: { em: HASH } }, "missing_user_agent"],
  ["a shop's own event without user agent", { action_source: "physical_store", user_data: { em: HASH } }, undefined],
  ["no identity", { user_data: agent }, "too_little_user_data"],
  [
    "only place and gender",
    { user_data: { ...agent, ct: HASH, st: HASH, zp: HASH, country: HASH, ge: HASH } },
    "too_little_user_data",
  ],
  ["only a birthday", { user_data: { ...agent, db: HASH } }, "too_little_user_data"],
  ["only first name and gender", { user_data: { ...agent, fn: HASH, ge: HASH } }, "too_little_user_data"],
  ["only last name and gender", { user_data: { ...agent, ln: HASH, ge: HASH } }, "too_little_user_data"],
  ["both names", { user_data: { ...agent, fn: HASH, ln: HASH } }, undefined],
  ["place and address", { user_data: { ...agent, ct: HASH, client_ip_address: "203.0.113.7" } }, undefined],
  ["a browser id alone", { user_data: { ...agent, fbp: "fb.1.1760000000000.1" } }, undefined],
  [
    "limited data use without an address",
    { data_processing_options: ["LDU"], data_processing_options_country: 0, data_processing_options_state: 0 },
    "missing_address",
  ],
];

for (const [name, changes, reason] of CASES)
  test(`Meta's rules: ${name} is ${reason ?? "fine"}`, () => {
    const event = createGraphEvent(changes);
    assert.equal(findViolation(event)?.reason, reason);
    // The fake Graph, which was written from Meta's rules by itself, agrees.
    const body = { data: [JSON.parse(JSON.stringify(event))], partner_agent: "pixelflow", access_token: "t" };
    assert.equal(findGraphError("/v26.0/1001/events", body, NOW) === undefined, reason === undefined);
  });
