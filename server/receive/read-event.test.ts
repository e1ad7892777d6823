import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { createEvent } from "../test-support/start-test-ingest.ts";
import { readEvent } from "./read-event.ts";

const NOW = Date.now();
const HASH = createHash("sha256").update("x").digest("hex");

function read(changes: Record<string, unknown>) {
  const result = readEvent(createEvent(changes), NOW);
  assert.equal(result.kind, "event", JSON.stringify(result));
  return result.kind === "event" ? result.event : assert.fail();
}

const REFUSED: [name: string, value: unknown, reason: RegExp][] = [
  ["no object", "event", /has to be an object/],
  ["a list", [], /has to be an object/],
  ["no id", createEvent({ event_id: undefined }), /event_id has to be/],
  ["a blank id", createEvent({ event_id: " " }), /event_id has to be/],
  ["no name", createEvent({ eventName: null }), /eventName has to be/],
  ["a name that is a number", createEvent({ eventName: 5 }), /eventName has to be/],
  ["a long name", createEvent({ eventName: "n".repeat(257) }), /at most 256 characters/],
  ["deep nesting", createEvent({ additionalData: JSON.parse(`${'{"a":'.repeat(20)}1${"}".repeat(20)}`) }), /nested/],
  ["many keys", createEvent({ additionalData: Object.fromEntries(Array(21_000).fill(0).entries()) }), /20000 entries/],
  ["a big event", createEvent({ additionalData: { note: "é".repeat(140_000) } }), /at most 262144 bytes/],
];

for (const [name, value, reason] of REFUSED)
  test(`an event is refused for ${name}`, () => {
    const result = readEvent(value, NOW);
    assert.equal(result.kind, "refused");
    assert.match(result.kind === "refused" ? result.reason : "", reason);
  });

test("only hashes pass as identity, in lower case, without repeats and without the hash of nothing", () => {
  const empty = createHash("sha256").update("").digest("hex");
  const { customerData } = read({
    customerData: {
      em: [HASH.toUpperCase(), HASH, "jane@example.com", 5],
      ph: "15551234567",
      fn: empty,
      ln: ` ${HASH} `,
      external_id: "0123456789abcdef0123456789ABCDEF",
      unknown: HASH,
    },
  });
  assert.deepEqual(customerData, { em: HASH, ln: HASH, external_id: "0123456789abcdef0123456789abcdef" });
});

test("an id past the limit becomes its hash, so that its repeats stay repeats", () => {
  const id = "i".repeat(300);
  assert.equal(read({ event_id: id }).event_id, createHash("sha256").update(id).digest("hex"));
});

test("no e-mail address stays in an id or a name", () => {
  const id = "order-17-jane@example.com";
  const event = read({ event_id: id, eventName: "Signup jane@example.com" });
  assert.equal(event.event_id, createHash("sha256").update(id).digest("hex"));
  assert.equal(event.eventName, "Signup redacted");
});

test("unknown keys and retired ones are ignored", () => {
  const event = read({ clkId: "1", surprise: {}, sentAt: NOW });
  for (const key of ["clkId", "surprise", "sentAt"]) assert.ok(!(key in event));
});

test("attribution, campaign and consent are kept within their limits", () => {
  const event = read({
    utm_params: { utm_source: "s".repeat(300), utm_medium: "", other: "x" },
    attribution: { visitor_id: "v".repeat(100), first_touch: { url: "https://a.example/?m=jane@x.example&a=1" } },
    consent: { state: "granted", source: "cookiebot", timestamp: 5 },
  });
  assert.deepEqual(event.utm_params, { utm_source: "s".repeat(256) });
  assert.equal(event.attribution?.visitor_id.length, 64);
  assert.equal(event.attribution?.first_touch?.url, "https://a.example/?a=1");
  assert.deepEqual(event.consent, { state: "granted", source: "cookiebot", timestamp: 5 });
});

test("prototype keys stay data", () => {
  const additionalData = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "c", "value": 1}');
  const event = read({ additionalData });
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  assert.deepEqual(Object.keys(event.additionalData), ["constructor", "value"]);
});

test("any JSON is read or refused, never thrown at, and what is stored parses again", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, part) => {
      for (const input of [value, createEvent({ additionalData: part, customerData: value, utm_params: part })]) {
        const result = readEvent(input, NOW);
        if (result.kind === "event") assert.deepEqual(JSON.parse(result.json).event_id, result.event.event_id);
      }
    }),
  );
});
