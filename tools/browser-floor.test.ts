import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "acorn";

const read = (file: string) => readFileSync(join(import.meta.dirname, "../dist", file), "utf8");

for (const file of ["pixelflow.js", "snippet.js"]) {
  test(`${file} is a script of ES2020, which the oldest browsers we name can read`, () => {
    parse(read(file), { ecmaVersion: 2020, sourceType: "script" });
    assert.throws(() => parse(`${read(file)};x ||= 1`, { ecmaVersion: 2020 }), "the parser takes what is younger");
  });
}
