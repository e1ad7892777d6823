import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findJsonFault } from "../../public/js/json-fault.js";
import { parseJson } from "../../public/js/parse-json.js";

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
  ['{"value" 40}', /line 1: write a colon/],
  ['{"a": 1 "b": 2}', /line 1: write a comma/],
  ['{"a":1}}', /line 1: .*closing brace or bracket too many/],
  ['{"a": 1} b', /something follows/],
  ["hello", /begin with a brace/],
  ['"a": 1', /put it in braces/],
  ['{"a": hello}', /write the text in double quotes/],
  ['{"a": NaN}', /no NaN.*write a number/],
  ['{"a": None}', /small letters/],
  ["{“a”: 1}", /not curly ones/],
  ['{\n  // a comment\n  "a": 1}', /line 2: JSON has no comments/],
  ['{"a": 012}', /does not begin with 0/],
  ['{"a": 1,5}', /decimals with a point/],
  ['{"a": .5}', /digit before and after the decimal point/],
  ['{"a": 1.}', /digit before and after the decimal point/],
  ['{"a": "one\ntwo"}', /line 1: a text ends on its own line/],
  ['{"a": "\t"}', /invisible character/],
  ['{"a": "C:\\dir"}', /backslash in a text is written twice/],
  ['{"a":}', /value after the colon is missing/],
  ['{"a": 1,, "b": 2}', /comma too many/],
  ['{"a": [1}', /closed with/],
  ['{"a":\u00a01}', /unusual space/],
  ["{1: 2}", /key in double quotes/],
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

test("a fault is found in exactly those texts that JSON.parse refuses", () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const pieces = fc.constantFrom(
    ..."{}[]:, \n",
    '"a"',
    '"',
    "\\",
    "0",
    "1",
    "-",
    ".",
    "e",
    "null",
    "tru",
    "“",
    "\u00a0",
  );
  const nearJson = fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(fc.json(), nearJson, fc.string()), (text) => {
      assert.equal(findJsonFault(text) === null, isJson(text));
    }),
    { numRuns: 2000 },
  );
});

test("whatever is typed gives an object or a sentence, and never throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseJson(text, "userData");
      assert.ok("problem" in parsed ? parsed.problem.length > 0 : typeof parsed.value === "object");
    }),
  );
});
