import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseJson } from "./parse-json.js";

const problem = (text: string) => {
  const parsed = parseJson(text, "customData");
  return "problem" in parsed ? parsed.problem : "";
};

test("an object is taken as it is, and nothing typed counts as {}", () => {
  assert.deepEqual(parseJson('{"value": 40}', "customData"), { value: { value: 40 } });
  assert.deepEqual(parseJson(" \n", "customData"), { value: {} });
});

const MISTAKES: [text: string, says: RegExp][] = [
  ["{'value': 40}", /line 1: .*double quotes/],
  ["{value: 40}", /line 1: .*key in double quotes/],
  ['{\n  "value": 40,\n}', /line \d: .*comma after the last entry/],
  ['{"value": 40', /ends too early/],
  ['{"value": "40', /ends too early/],
  ['{"value" 40}', /comma, colon, quote or brace/],
  ["[1, 2]", /object in braces.*a list/],
  ["null", /object in braces.*null/],
  ["40", /object in braces.*a number/],
  ['"text"', /object in braces.*a string/],
];
for (const [text, says] of MISTAKES) {
  test(`${JSON.stringify(text)} is answered with what to write instead`, () => {
    assert.match(problem(text), says);
    assert.match(problem(text), /customData/);
  });
}

test("whatever is typed gives an object or a sentence, and never throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseJson(text, "userData");
      assert.ok("problem" in parsed ? parsed.problem.length > 0 : typeof parsed.value === "object");
    }),
  );
});
