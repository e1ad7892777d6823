import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { explainError, readRefusal } from "./explain-error.ts";

const explain = (reason: string, code?: number, error_subcode?: number) =>
  explainError({ reason, ...readRefusal({ error: { message: "", code, error_subcode } }) });

// Meta's numbers, and what someone who is not a developer has to read for each.
const REFUSALS: [code: number, subcode: number | undefined, title: RegExp, text: RegExp, next: RegExp][] = [
  [190, 463, /access token/, /The token has expired\./, /Create a new token .* paste it under Sites/],
  [190, 460, /access token/, /changed their password/, /Create a new token/],
  [190, 492, /access token/, /no role/, /Create a new token/],
  [190, 999_999, /access token/, /expired, was revoked/, /Create a new token/],
  [102, undefined, /access token/, /all of them are kept/, /Create a new token/],
  [10, undefined, /may not send events to this pixel/, /are kept/, /access to the pixel/],
  [200, undefined, /may not send events to this pixel/, /are kept/, /access to the pixel/],
  [299, undefined, /may not send events to this pixel/, /are kept/, /access to the pixel/],
  [294, undefined, /may not send events to this pixel/, /are kept/, /access to the pixel/],
  [100, 33, /does not know the pixel/, /typing mistake/, /Compare the pixel id/],
  [2635, undefined, /retired the version/, /are kept/, /META_API_VERSION/],
  [368, undefined, /blocked the account/, /are kept/, /Account Quality/],
  [100, 2_804_003, /older than seven days/, /seven days/, /Nothing can be done/],
  [100, 2_804_050, /whom the event is about/, /too little/, /e-mail address or a phone number/],
  [100, 2_804_019, /value or the currency/, /number/, /currency/],
  [100, 2_804_066, /of this name/, /not allowed/, /standard names/],
  [100, 2_804_087, /Meta refused the event/, /own words/, /Mend what Meta names/],
  [12_345, undefined, /Meta refused the event/, /own words/, /Mend what Meta names/],
];

test("each refusal of Meta's is explained with its next step", () => {
  for (const [code, subcode, title, text, next] of REFUSALS) {
    const explanation = explain("rejected", code, subcode);
    const name = `${code}/${subcode}`;
    assert.match(explanation?.title ?? "", title, name);
    assert.match(explanation?.text ?? "", text, name);
    assert.match(explanation?.next ?? "", next, name);
  }
});

test("every reason that a row can have is explained in words of its own, with or without an answer", () => {
  const reasons = [
    ..."token permission pixel version policy throttled unreachable meta_error miscounted expired".split(" "),
    ..."missing_value missing_currency missing_user_agent missing_address too_little_user_data".split(" "),
    ..."denied no_decision gpc bot overflow too_large refused".split(" "),
  ];
  const unknown = explain("rejected")?.title;
  for (const reason of reasons) {
    const explanation = explainError({ reason });
    assert.notEqual(explanation?.title, unknown, reason);
    for (const text of Object.values(explanation ?? {})) assert.ok(text.length > 3 && !text.includes("!"), reason);
  }
});

test("a row that needs no explanation gets none", () => {
  assert.equal(explainError({ reason: null, code: 190, subcode: 463 }), null);
});

test("an answer of any form is read without a mistake", () => {
  assert.deepEqual(readRefusal({ error: { code: 190, error_subcode: 463 } }), { code: 190, subcode: 463 });
  assert.deepEqual(readRefusal({ error: { code: "190", error_subcode: null } }), {});
  fc.assert(
    fc.property(fc.anything(), fc.string(), (body, reason) => {
      assert.ok(explainError({ reason, ...readRefusal(body) })?.title);
      assert.ok(explainError({ reason, ...readRefusal({ error: body }) })?.title);
    }),
  );
});
