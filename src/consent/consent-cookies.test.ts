import assert from "node:assert/strict";
import { test } from "node:test";
import { createConsentCookies } from "./consent-cookies.ts";

function createJar() {
  const jar = new Map<string, string>();
  const ages = new Map<string, number | undefined>();
  const cookies = createConsentCookies({
    readCookie: (name) => jar.get(name),
    writeCookie(name, value, reach) {
      jar.set(name, value);
      ages.set(name, reach?.maxAgeSeconds);
    },
    removeCookie: (name) => jar.delete(name),
  });
  return { jar, ages, cookies };
}

test("a decision is kept for 183 days in the form that other software reads", () => {
  const { jar, ages, cookies } = createJar();
  const decision = { state: "granted", source: "cookiebot", timestamp: 1_757_000_000_123 } as const;
  cookies.memorize(decision);
  assert.deepEqual(JSON.parse(atob(jar.get("_pf_consent") ?? "")), {
    s: "granted",
    t: 1_757_000_000_123,
    src: "cookiebot",
    v: 1,
  });
  assert.equal(ages.get("_pf_consent"), 183 * 86_400);
  assert.deepEqual(cookies.recall(), decision);
});

test("a decision that other software wrote is read, percent-encoded or not", () => {
  const { jar, cookies } = createJar();
  const text = btoa('{"s":"denied","t":17,"src":"complianz","v":3}');
  for (const value of [text, encodeURIComponent(text)]) {
    jar.set("_pf_consent", value);
    assert.deepEqual(cookies.recall(), { state: "denied", source: "complianz", timestamp: 17 });
  }
});

test("anything else under its name is no decision", () => {
  const { jar, cookies } = createJar();
  assert.equal(cookies.recall(), undefined);
  for (const value of [
    "",
    "%",
    "granted",
    ...[
      "null",
      "1",
      '"granted"',
      '{"s":"granted"}',
      '{"s":"unknown","t":1}',
      '{"s":"granted","t":0}',
      '{"s":1,"t":1}',
    ].map(btoa),
  ]) {
    jar.set("_pf_consent", value);
    assert.equal(cookies.recall(), undefined, value);
  }
});

test("an undecided visitor is marked with the banner's name for the session, and unmarked once decided", () => {
  const { jar, ages, cookies } = createJar();
  cookies.markWaiting("onetrust");
  assert.deepEqual(Object.fromEntries(jar), { _pf_no_consent_decision: "true", _pf_consent_source: "onetrust" });
  assert.deepEqual([...ages.values()], [undefined, undefined]);
  cookies.markWaiting("cookiebot");
  assert.equal(jar.get("_pf_consent_source"), "cookiebot");
  cookies.markWaiting();
  assert.deepEqual([...jar], []);
});

test("a decision is kept on a page whose old library spoils JSON", () => {
  const { cookies } = createJar();
  const decision = { state: "denied", source: "gcm", timestamp: 1_757_000_000_123 } as const;
  Object.assign(String.prototype, { toJSON: () => "spoilt" });
  try {
    cookies.memorize(decision);
  } finally {
    Reflect.deleteProperty(String.prototype, "toJSON");
  }
  assert.deepEqual(cookies.recall(), decision);
});
