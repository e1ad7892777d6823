import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_EVENT_BYTES, MAX_EVENT_NAME_LENGTH, MAX_PARAMETER_DEPTH } from "../wire/limits.ts";
import { parseCall } from "./parse-call.ts";

const problemOf = (eventName: unknown, customData?: unknown) => {
  const call = parseCall(eventName, customData);
  assert.ok("problem" in call, JSON.stringify(call));
  return call.problem;
};

const nest = (levels: number): Record<string, unknown> => (levels === 1 ? {} : { inner: nest(levels - 1) });

test("a name and an object are taken as they are; missing customData is none", () => {
  const customData = { value: 40, currency: "EUR", contents: [{ id: 1 }], page: { name: "home" } };
  assert.deepEqual(parseCall("Purchase", customData), { eventName: "Purchase", customData });
  assert.deepEqual(parseCall(" Clicked Hero ", null), { eventName: "Clicked Hero", customData: {} });
  assert.deepEqual(parseCall("lead", undefined), { eventName: "lead", customData: {} });
});

/** What cannot be an event, and what its problem must say. */
const PROBLEMS: [name: string, eventName: unknown, customData: unknown, says: RegExp][] = [
  ["no name", undefined, {}, /first argument.*"Purchase".*; got undefined\./],
  ["null as the name", null, {}, /first argument.*got null\./],
  ["a blank name", " \n", {}, /first argument.*not empty/],
  ["a number as the name", 42, {}, /first argument.*got number\./],
  ["an object as the name", { event: "Lead" }, {}, /first argument.*got object\./],
  ["a list as the name", ["Lead"], {}, /first argument.*got array\./],
  ["a symbol as the name", Symbol("Lead"), {}, /first argument.*got symbol\./],
  ["a name that is no name", "x".repeat(MAX_EVENT_NAME_LENGTH + 1), {}, /first argument.*at most 256 long/],
  ["a list as customData", "Lead", [1], /second argument.*currency: "EUR"}; got array\./],
  ["a text as customData", "Lead", "value=1", /second argument.*got string\./],
  ["a number as customData", "Lead", 0, /second argument.*got number\./],
  ["a function as customData", "Lead", () => ({}), /second argument.*got function\./],
  ["a date as customData", "Lead", new Date(0), /second argument.*plain values/],
  ["customData that turns into a list", "Lead", { toJSON: () => [1] }, /second argument.*plain values/],
  ["customData that turns into nothing", "Lead", { toJSON() {} }, /second argument.*plain values/],
  [
    "customData that is too large",
    "Lead",
    { note: "x".repeat(MAX_EVENT_BYTES) },
    /second argument.*at most 262144 bytes/,
  ],
  ["customData that is too deep", "Lead", nest(MAX_PARAMETER_DEPTH + 1), /second argument.*8 levels deep/],
  [
    "customData with a getter that throws",
    "Lead",
    {
      get value() {
        throw new Error("jane@example.com");
      },
    },
    /second argument.*reading it fails/,
  ],
];

for (const [name, eventName, customData, says] of PROBLEMS) {
  test(`${name} is refused, and the problem says which argument and what to write`, () => {
    assert.match(problemOf(eventName, customData), says);
  });
}

test("a circular object is refused as such", () => {
  const circular: Record<string, unknown> = { list: [] };
  (circular.list as unknown[]).push(circular);
  assert.match(problemOf("Lead", circular), /second argument.*refers to itself/);
});

test("nesting as deep as the ingest takes it is no problem", () => {
  const customData = nest(MAX_PARAMETER_DEPTH);
  assert.deepEqual(parseCall("Lead", customData), { eventName: "Lead", customData });
});

test("nesting that would overflow the stack is refused like any other", () => {
  let deep: unknown = {};
  for (let level = 0; level < 100_000; level++) deep = [deep];
  assert.match(problemOf("Lead", { deep }), /second argument/);
});

test("a problem never quotes what was passed: arguments get mixed up", () => {
  const problems = [
    problemOf("jane@example.com", ["jane@example.com"]),
    problemOf("jane@example.com", "555-123-4567"),
    problemOf({ em: "jane@example.com" }),
    problemOf("jane@example.com".repeat(50)),
    problemOf("jane@example.com", nest(20)),
  ];
  assert.doesNotMatch(problems.join(), /jane|555/);
});

test("values that JSON does not know become what JSON makes of them, and a bigint its digits", () => {
  const customData = { order_id: 2n ** 70n, at: new Date(0), none: undefined, nan: Number.NaN, list: [undefined] };
  assert.deepEqual(parseCall("Lead", customData), {
    eventName: "Lead",
    customData: { order_id: "1180591620717411303424", at: "1970-01-01T00:00:00.000Z", nan: null, list: [null] },
  });
});

test("what the page does to its objects after the call changes nothing, and we change nothing in them", () => {
  const customData = Object.freeze({ contents: Object.freeze([{ id: "a" }]) });
  const call = parseCall("Purchase", customData);
  (customData.contents[0] as { id: string }).id = "b";
  assert.deepEqual(call, { eventName: "Purchase", customData: { contents: [{ id: "a" }] } });
});

test("a key named __proto__ stays a key", () => {
  const call = parseCall("Lead", JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'));
  assert.ok("customData" in call);
  assert.deepEqual(Object.keys(call.customData), ["__proto__", "constructor"]);
  assert.equal(Object.getPrototypeOf(call.customData), Object.prototype);
});

test("any two values give a call or a problem, and nothing is thrown", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true }), fc.anything({ withBigInt: true }), (eventName, customData) => {
      const call = parseCall(eventName, customData);
      if ("problem" in call) assert.match(call.problem, /^the (first|second) argument must .*\.$/);
      else assert.doesNotThrow(() => JSON.stringify(call));
    }),
  );
});
