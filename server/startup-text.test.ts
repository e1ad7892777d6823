import assert from "node:assert/strict";
import { test } from "node:test";
import { createStartupText } from "./startup-text.ts";

const URL = "http://127.0.0.1:8787";
const STARTED = { url: URL, metricsUrl: null, generatedPassword: null, siteCount: 1 };

test("the generated password is shown, and one in ADMIN_PASSWORD is not", () => {
  const generated = createStartupText(
    { role: "all", adminPassword: null },
    { ...STARTED, generatedPassword: "made-up-12345" },
  );
  assert.match(generated, /^Ingest {3}http:\/\/127\.0\.0\.1:8787\/event$/m);
  assert.match(generated, /^Events {3}http:\/\/127\.0\.0\.1:8787\/events$/m);
  assert.match(generated, /password made-up-12345 \(shown this once/);
  const given = createStartupText({ role: "receive", adminPassword: "hidden-one" }, STARTED);
  assert.match(given, /password in ADMIN_PASSWORD/);
  assert.doesNotMatch(given, /hidden-one/);
  assert.match(createStartupText({ role: "all", adminPassword: null }, STARTED), /npm run password sets another/);
});

test("a process that only relays names nothing that it does not serve", () => {
  const text = createStartupText({ role: "relay", adminPassword: null }, { ...STARTED, metricsUrl: `${URL}9` });
  assert.equal(text, `Health   ${URL}/healthz\nMetrics  ${URL}9/metrics`);
});

test("without any site it is said what to do", () => {
  const text = createStartupText({ role: "all", adminPassword: "x" }, { ...STARTED, siteCount: 0 });
  assert.match(text, /No site is configured yet.*dashboard.*SITES_FILE/s);
  assert.doesNotMatch(createStartupText({ role: "all", adminPassword: "x" }, STARTED), /No site/);
});
