import assert from "node:assert/strict";
import { test } from "node:test";
import { readAnswer } from "./read-answer.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const read = (status: number, text = "", retryAfter: string | null = null) =>
  readAnswer({ status, text, retryAfter }, NOW);

const KINDS: [status: number, kind: string][] = [
  [200, "received"],
  [202, "received"],
  [204, "received"],
  [0, "retry"],
  [301, "retry"],
  [400, "refused"],
  [401, "unauthorized"],
  [403, "unauthorized"],
  [404, "unauthorized"],
  [402, "retry"],
  [405, "unauthorized"],
  [406, "retry"],
  [408, "retry"],
  [410, "unauthorized"],
  [413, "too_large"],
  [422, "refused"],
  [425, "retry"],
  [429, "retry"],
  [451, "retry"],
  [499, "retry"],
  [500, "retry"],
  [503, "retry"],
];

test("every status has one meaning", () => {
  for (const [status, kind] of KINDS) assert.equal(read(status).kind, kind, String(status));
});

test("a receipt names what it did not take", () => {
  const verdict = read(202, '{"accepted":1,"rejected":[{"event_id":"a","reason":"no name"}]}');
  assert.deepEqual(verdict, { kind: "received", rejected: new Set(["a"]) });
});

test("a receipt that is not ours takes everything", () => {
  for (const text of ["", "OK", "null", "[]", '{"rejected":5}', '{"rejected":[null]}']) {
    assert.deepEqual(read(200, text), { kind: "received", rejected: new Set() }, text);
  }
});

test("Retry-After comes as seconds or as a date; anything else is as if it were missing", () => {
  assert.deepEqual(read(429, "", "120"), { kind: "retry", afterMs: 120_000 });
  assert.deepEqual(read(503, "", "Thu, 01 Jan 2026 00:01:00 GMT"), { kind: "retry", afterMs: 60_000 });
  assert.deepEqual(read(503, "", "Wed, 31 Dec 2025 00:00:00 GMT"), { kind: "retry", afterMs: 0 });
  assert.deepEqual(read(429, "", "99999999"), { kind: "retry", afterMs: 3_600_000 }, "an hour at most");
  assert.deepEqual(read(503, "", "soon"), { kind: "retry" });
});
