import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonLines, spellUnseen } from "../../public/js/json-lines.js";

const HASH = "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d";
const written = (value: unknown) =>
  jsonLines(value).map(({ depth, key, text, end }) => "  ".repeat(depth) + key + text + end);

test("a payload is written one key a line, as JSON.stringify indents it", () => {
  const value = {
    data: [{ event_name: "Lead", custom_data: { value: 40, ok: true, none: null }, empty: {}, list: [] }],
  };
  assert.deepEqual(written(value), JSON.stringify(value, null, 2).split("\n"));
});

test("any JSON value without hashes, hidden characters and very long texts reads back as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "grapheme-ascii" }), (value) => {
      assert.deepEqual(JSON.parse(written(value).join("\n")), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a hash is shortened, copied in full, and explained in words", () => {
  const [, line] = jsonLines({ em: HASH });
  assert.equal(line?.kind, "hash");
  assert.equal(line?.text, "8c87b489…43b52d");
  assert.equal(line?.full, HASH);
  assert.equal(line?.note, "hash of an e-mail address");
});

test("each hash of a list is explained by its list's key", () => {
  const notes = jsonLines({ ph: [HASH, HASH] }).map(({ note }) => note);
  assert.deepEqual(notes.filter(Boolean), ["hash of a phone number", "hash of a phone number"]);
});

test("a text of 100,000 characters is shown shortened and copied in full", () => {
  const long = "x".repeat(100_000);
  const [line] = jsonLines(long);
  assert.ok((line?.text.length ?? 0) < 500);
  assert.match(line?.text ?? "", /\(100000 characters\)$/);
  assert.equal(line?.full, long);
});

test("right-to-left marks, zero widths and line separators are spelt out in keys and values", () => {
  const [, line] = jsonLines({ "a\u202eb": "exe\u202egnp\u200b\u2028" });
  assert.equal(line?.key, '"a\\u202eb": ');
  assert.equal(line?.text, '"exe\\u202egnp\\u200b\\u2028"');
  assert.equal(spellUnseen("plain Ünï 東京 😀"), "plain Ünï 東京 😀");
});

test("keys of the object prototype are ordinary keys and have no note", () => {
  const lines = jsonLines(JSON.parse('{"constructor": "a", "__proto__": "b", "toString": 1}'));
  assert.deepEqual(
    lines.map(({ key, note }) => [key, note]),
    [
      ["", ""],
      ['"constructor": ', ""],
      ['"__proto__": ', ""],
      ['"toString": ', ""],
      ["", ""],
    ],
  );
});
