import assert from "node:assert/strict";
import type { IncomingHttpHeaders } from "node:http";
import { test } from "node:test";
import fc from "fast-check";
import { classify } from "./classify.ts";
import type { PostResult } from "./post.ts";

function answer(status: number, body: unknown, headers: IncomingHttpHeaders = {}): PostResult {
  return { kind: "answered", status, headers, text: typeof body === "string" ? body : JSON.stringify(body) };
}
const error = (code: number, more: Record<string, unknown> = {}, status = 400) =>
  answer(status, { error: { message: "m", type: "OAuthException", code, ...more } });

const usage = (minutes: number) => ({
  "x-business-use-case-usage": JSON.stringify({
    "17": [
      { type: "ads_management", estimated_time_to_regain_access: 0 },
      { estimated_time_to_regain_access: minutes },
    ],
  }),
});

const CASES: [name: string, result: PostResult, kind: string, reason?: string][] = [
  ["all events counted", answer(200, { events_received: 2, messages: [], fbtrace_id: "x" }), "sent"],
  ["fewer events counted", answer(200, { events_received: 1 }), "rejected", "miscounted"],
  ["no count", answer(200, {}), "rejected", "miscounted"],
  ["a success that holds an error", answer(200, { error: { message: "m", code: 190 } }), "configuration", "token"],
  ["a success that holds throttling", answer(200, { error: { message: "m", code: 4 } }), "throttled", "throttled"],
  ["a success that holds an unknown error", answer(200, { error: { message: "m" } }), "retry", "meta_error"],
  ["all events counted beside an error", answer(200, { events_received: 2, error: { code: 1 } }), "sent"],
  ["a success that is no JSON", answer(200, "<html>"), "retry", "meta_error"],
  ["an empty success", answer(204, ""), "retry", "meta_error"],
  ["no connection", { kind: "unanswered", error: "refused" }, "retry", "unreachable"],
  ["HTTP 500", error(77, {}, 500), "retry", "meta_error"],
  ["HTTP 503 with a page", answer(503, "<h1>Sorry</h1>"), "retry", "meta_error"],
  ["a page from something in between", answer(403, "<h1>Blocked</h1>"), "retry", "meta_error"],
  ["a redirect", answer(302, ""), "retry", "meta_error"],
  ["a transient error", error(100, { is_transient: true }), "retry", "meta_error"],
  ["code 1", error(1), "retry", "meta_error"],
  ["code 2", error(2), "retry", "meta_error"],
  ["code 5000", error(5000), "retry", "meta_error"],
  ["HTTP 429", answer(429, "slow down"), "throttled", "throttled"],
  ...[4, 17, 32, 341, 613, 80000, 80004, 80014].map(
    (code) => [`code ${code}`, error(code), "throttled", "throttled"] as [string, PostResult, string, string],
  ),
  ...[1504022, 1504039, 2446079, 1487742, 5044001].map(
    (error_subcode) =>
      [`subcode ${error_subcode}`, error(100, { error_subcode }), "throttled"] as [string, PostResult, string],
  ),
  ["code 80015", error(80015), "unknown", "unknown"],
  ["a bad token", error(190, { error_subcode: 463 }), "configuration", "token"],
  ["a bad token by code 102", error(102), "configuration", "token"],
  ["a bad token by code 104", error(104), "configuration", "token"],
  ["a bad token called transient", error(190, { is_transient: true }), "configuration", "token"],
  ["no permission by code 3", error(3), "configuration", "permission"],
  ["no permission by code 10", error(10), "configuration", "permission"],
  ["no permission by code 200", error(200), "configuration", "permission"],
  ["no permission by code 294", error(294), "configuration", "permission"],
  ["an unknown pixel", error(100, { error_subcode: 33 }), "configuration", "pixel"],
  ["an ended version", error(2635), "configuration", "version"],
  ["a policy block", error(368), "configuration", "policy"],
  ["an invalid parameter", error(100), "rejected", "rejected"],
  ...[2804003, 2804050, 2804019, 2804036, 2804066, 2804087, 2804001].map(
    (error_subcode) =>
      [`subcode ${error_subcode}`, error(100, { error_subcode }), "rejected"] as [string, PostResult, string],
  ),
  ["a code that nobody knows", error(987654), "unknown", "unknown"],
];

for (const [name, result, kind, reason] of CASES)
  test(`an answer is judged: ${name}`, () => {
    const verdict = classify(result, 2);
    assert.equal(verdict.kind, kind);
    if (reason) assert.equal("reason" in verdict ? verdict.reason : undefined, reason);
  });

test("one event that is not counted is an unknown refusal", () => {
  assert.equal(classify(answer(200, { events_received: 0 }), 1).kind, "unknown");
});

test("Meta says how long to wait, in the usage header or in Retry-After", () => {
  const waitOf = (headers: IncomingHttpHeaders) => {
    const verdict = classify(answer(400, { error: { code: 80004 } }, headers), 1);
    return verdict.kind === "throttled" ? verdict.waitMs : assert.fail();
  };
  assert.equal(waitOf(usage(7)), 7 * 60_000);
  assert.equal(waitOf({ "retry-after": "30" }), 30_000);
  assert.equal(waitOf({ ...usage(0), "retry-after": "30" }), 30_000);
  assert.equal(waitOf(usage(1e9)), 24 * 60 * 60_000);
  for (const header of ["", "{", "[]", '{"a":1}', '{"a":[null]}'])
    assert.equal(waitOf({ "x-business-use-case-usage": header }), undefined);
});

test("the text for people is Meta's own title and message, with the code", () => {
  const texts = { error_user_title: "Token expired", error_user_msg: "Make a new one." };
  const verdict = classify(error(190, { ...texts, error_subcode: 463 }), 1);
  assert.equal(
    "error" in verdict && verdict.error,
    "Meta answered 400: Token expired: Make a new one (code 190, 463).",
  );
  const plain = classify(error(100), 1);
  assert.equal("error" in plain && plain.error, "Meta answered 400: m (code 100).");
});

test("any answer has a verdict", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      fc.oneof(fc.string(), fc.json()),
      fc.json(),
      (status, text, usage) => {
        const headers = { "x-business-use-case-usage": usage };
        assert.ok(classify({ kind: "answered", status, headers, text }, 3).kind);
      },
    ),
  );
});
