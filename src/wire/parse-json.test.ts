import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson } from "./parse-json.ts";

const NOTHING = [null, undefined, "", "{", "null", "undefined", "<html>"];

for (const text of NOTHING) test(`${text} holds nothing`, () => assert.deepEqual(Object.keys(parseJson(text)), []));

test("what JSON holds is given as it is", () => {
  assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
  assert.deepEqual(parseJson("[1]"), [1]);
});

test("what fails while a value is looked at makes nothing of it", () => {
  const fail = () => {
    throw new Error("no");
  };
  assert.deepEqual(parseJson('{"a":1}', fail), {});
});
