import assert from "node:assert/strict";
import { test } from "node:test";
import { consentWords } from "./consent-words.ts";

test("the visitor's decision is a sentence, whatever the event brought", () => {
  const words = (received: unknown) => consentWords(received, String);
  assert.equal(
    words({ consent: { state: "granted", source: "cookiebot", timestamp: 5 } }),
    "The visitor agreed, says cookiebot, 5",
  );
  assert.equal(words({ consent: { state: "denied" } }), "The visitor refused");
  assert.match(words({ consent: { state: "constructor" } }), /^Nothing said/);
  assert.match(words({ consent: null }), /^Nothing said/);
  assert.match(words(null), /^Nothing said/);
  assert.match(words({ consent: { state: "granted", source: "consent_mode_disabled" } }), /^Not asked/);
});
