import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createBody, createEvent, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

const BODIES = 10_000;
const AT_A_TIME = 32;

/** Values that have broken readers before, beside whatever the generator thinks of. */
const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: "binary" }),
  fc.constantFrom<unknown>(
    null,
    "\0",
    "\ud800",
    "__proto__",
    1e308,
    -0,
    Number.MAX_SAFE_INTEGER,
    "x".repeat(5000),
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "\u202etxt.exe",
    [[[[[[[[[[[[]]]]]]]]]]]],
  ),
);

const EVENT_KEYS = [
  ...["event_id", "eventName", "eventTime", "actionSource", "siteURL", "referrer", "additionalData", "customerData"],
  ...["utm_params", "fbp", "fbc", "ttp", "ttclid", "attribution", "consent", "sentAt", "__proto__", "constructor"],
];

const event = fc
  .dictionary(fc.constantFrom(...EVENT_KEYS), hostile, { maxKeys: 6 })
  .map((changes) => createEvent({ event_id: undefined, ...changes }));

const body = fc.oneof(
  { weight: 5, arbitrary: fc.array(event, { maxLength: 4 }).map((events) => JSON.stringify(createBody(...events))) },
  { weight: 2, arbitrary: event.map((eventData) => JSON.stringify({ siteId: SHOP.id, eventData })) },
  { weight: 2, arbitrary: hostile.map((value) => JSON.stringify({ ...createBody(), events: value })) },
  { weight: 1, arbitrary: hostile.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.constantFrom("", "{", "[".repeat(50_000), '{"a":'.repeat(20_000), "\ufeff{}") },
  // A valid body, broken at a random place.
  {
    weight: 2,
    arbitrary: fc.tuple(event, fc.nat({ max: 400 }), fc.string({ maxLength: 3 })).map(([value, at, junk]) => {
      const text = JSON.stringify(createBody(value));
      return text.slice(0, at) + junk + text.slice(at + 1);
    }),
  },
);

test(`${BODIES} hostile bodies are answered 2xx or 4xx, and the ingest goes on`, async (t) => {
  const errors: string[] = [];
  const ingest = await startTestIngest(t, {
    rateLimits: { perKey: 0, perIp: 0 },
    log: (level, message, fields) => level === "error" && errors.push(`${message} ${JSON.stringify(fields)}`),
  });
  const bodies = fc.sample(body, BODIES);
  const statuses: Record<number, number> = {};
  const worker = async () => {
    for (let next = bodies.pop(); next !== undefined; next = bodies.pop()) {
      const headers = { "api-key": SHOP.apiKey };
      const response = await fetch(`${ingest.url}/event`, { method: "POST", body: next, headers });
      await response.text();
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      assert.ok(response.status < 500 && response.status !== 404, `${response.status} for ${next.slice(0, 2000)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  t.diagnostic(JSON.stringify(statuses));
  assert.ok((statuses[202] ?? 0) > BODIES / 10 && (statuses[400] ?? 0) > BODIES / 10, JSON.stringify(statuses));
  assert.equal((await ingest.post(createBody(createEvent({ event_id: "pf-after" })))).status, 202);
  assert.deepEqual(errors, []);
});
