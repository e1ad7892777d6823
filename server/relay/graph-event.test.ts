import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredEvent } from "../receive/stored-event.ts";
import { toGraphEvent } from "./graph-event.ts";

const HASH = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

function createStoredEvent(changes: Partial<StoredEvent> = {}): StoredEvent {
  return {
    event_id: "pf-1",
    eventName: "Purchase",
    eventTime: 1_760_000_000,
    actionSource: "website",
    siteURL: "https://shop.example/thanks",
    additionalData: { value: 40, currency: "EUR" },
    customerData: { em: HASH },
    ...changes,
  };
}

test("a whole event in Meta's spelling, with nothing that Meta does not know", () => {
  const event = createStoredEvent({
    referrer: "https://search.example/",
    customerData: {
      em: [HASH, HASH.replace("6", "7")],
      external_id: HASH,
      client_ip_address: "2001:db8::7",
      client_user_agent: "Browser",
    },
    fbp: "fb.1.1760000000000.1",
    fbc: "fb.1.1760000000000.AbC_dEf",
    ttp: "tiktok",
    ttclid: "tiktok",
    utm_params: { utm_source: "newsletter" },
    attribution: { visitor_id: "v" },
    consent: { state: "granted", source: "api" },
  });
  assert.deepEqual(toGraphEvent(event), {
    event_name: "Purchase",
    event_time: 1_760_000_000,
    event_id: "pf-1",
    action_source: "website",
    event_source_url: "https://shop.example/thanks",
    referrer_url: "https://search.example/",
    user_data: {
      em: [HASH, HASH.replace("6", "7")],
      external_id: HASH,
      client_ip_address: "2001:db8::7",
      client_user_agent: "Browser",
      fbp: "fb.1.1760000000000.1",
      fbc: "fb.1.1760000000000.AbC_dEf",
    },
    custom_data: { value: 40, currency: "EUR" },
  });
});

test("what is unknown is left out, not sent empty", () => {
  const { user_data, ...event } = toGraphEvent(
    createStoredEvent({ siteURL: "", additionalData: {}, customerData: {} }),
  );
  assert.deepEqual(user_data, {});
  assert.deepEqual(Object.keys(event), ["event_name", "event_time", "event_id", "action_source"]);
});

test("an address that is no web address is not passed on", () => {
  const event = toGraphEvent(createStoredEvent({ siteURL: "javascript:alert(1)", referrer: "android-app://x" }));
  assert.ok(!("event_source_url" in event) && !("referrer_url" in event));
});

test("limited data use lets Meta find the visitor's state", () => {
  const event = toGraphEvent(createStoredEvent({ limitedDataUse: true }));
  assert.deepEqual(event.data_processing_options, ["LDU"]);
  assert.equal(event.data_processing_options_country, 0);
  assert.equal(event.data_processing_options_state, 0);
});
