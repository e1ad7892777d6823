import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { OWN_NAMES } from "./own-names.ts";

const root = join(import.meta.dirname, "..");

async function readFiles(patterns: string[]): Promise<string[]> {
  const texts: string[] = [];
  for await (const path of glob(patterns, { cwd: root })) {
    if (!path.endsWith(".test.ts")) texts.push(withoutComments(readFileSync(join(root, path), "utf8")));
  }
  assert.ok(texts.length, `no file is ${patterns}`);
  return texts;
}

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/gm, "");
const readWords = (texts: string[]) => new Set(texts.flatMap((text) => text.match(/[\w$]+/g) ?? []));

const source = await readFiles(["src/**/*.ts"]);
const strings = source.flatMap(
  (code) => code.replace(/^.*\bfrom ".*$/gm, "").match(/"[^"\n]*"|'[^'\n]*'|`[^`]*`/g) ?? [],
);

/** Whose else's a name may be. */
const OTHERS = {
  "the browser's": readWords(await readFiles(["node_modules/@typescript/*/lib/lib.{es,dom}*.d.ts"])),
  "on the wire": readWords(await readFiles(["src/wire/*.ts"])),
  "the page's or the snippet's": readWords(
    await readFiles(["src/page-api.ts", "src/browser/host-global.ts", "snippet/*.ts"]),
  ),
  "in a file that reads or writes JSON": readWords(source.filter((code) => code.includes("JSON."))),
  "in a string": readWords(strings),
};

const findOthers = (name: string) =>
  Object.entries(OTHERS).flatMap(([whose, names]) => (names.has(name) ? [whose] : []));

test("what is renamed is read by the tag alone", () => {
  for (const name of OWN_NAMES) assert.deepEqual(findOthers(name), [], `${name}: take it off tools/own-names.ts`);
});

test("names that others read are known as theirs", () => {
  const expected = {
    addEventListener: "the browser's",
    DisplayNames: "the browser's",
    event_id: "on the wire",
    utm_params: "on the wire",
    settle: "on the wire",
    em: "on the wire",
    trackEvent: "the page's or the snippet's",
    normalizeEmail: "the page's or the snippet's",
    q: "the page's or the snippet's",
    eventsJson: "in a file that reads or writes JSON",
    problem: "in a string",
  };
  for (const [name, whose] of Object.entries(expected)) assert.ok(findOthers(name).includes(whose), name);
});

test("what is renamed is still there", () => {
  const words = readWords(source);
  for (const name of OWN_NAMES) assert.ok(words.has(name), `${name} is gone: take it off tools/own-names.ts`);
});
