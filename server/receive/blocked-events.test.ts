import assert from "node:assert/strict";
import { test } from "node:test";
import { SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

type Ingest = Awaited<ReturnType<typeof startTestIngest>>;

const post = (ingest: Ingest, blocked: unknown, headers: Record<string, string> = { "api-key": SHOP.apiKey }) =>
  fetch(`${ingest.url}/blocked-events`, {
    method: "POST",
    body: JSON.stringify({ siteId: SHOP.id, blocked, client_ip_address: "203.0.113.7" }),
    headers,
  });

test("withheld events are rows with their reason and nothing about the visitor", async (t) => {
  const ingest = await startTestIngest(t);
  const response = await post(ingest, [
    { eventType: "Purchase", reason: "denied", consentSource: "cookiebot", email: "jane@example.com" },
    { eventType: "PageView", reason: "no_decision", consentSource: "onetrust" },
    { eventType: "PageView", reason: "bot", detail: "headless" },
    { eventType: "Lead", reason: "gpc" },
    { eventType: "Lead", reason: "rule", detail: "duplicate_on_url" },
  ]);
  assert.equal(response.status, 202);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.deepEqual(await response.json(), { accepted: 5 });
  const rows = await ingest.rowsOnce(({ status }) => status === "blocked", 5);
  assert.deepEqual(
    rows.map(({ eventName, reason, error }) => [eventName, reason, error]),
    [
      ["Lead", "rule", "Withheld before sending: one of the site's blocking rules (duplicate_on_url)."],
      ["Lead", "gpc", "Withheld before sending: the browser sends Global Privacy Control."],
      ["PageView", "bot", "Withheld before sending: not a person (headless)."],
      ["PageView", "no_decision", "Withheld before sending: the visitor left consent undecided (onetrust)."],
      ["Purchase", "denied", "Withheld before sending: the visitor refused consent (cookiebot)."],
    ],
  );
  const details = await Promise.all(rows.map(({ id }) => ingest.api(`/api/events/${id}`)));
  assert.doesNotMatch(JSON.stringify(details), /jane|203\.0\.113\.7/);
});

const REFUSED: [name: string, blocked: unknown][] = [
  ["no list", {}],
  ["no type", [{ reason: "bot" }]],
  ["an unknown reason", [{ eventType: "PageView", reason: "mood" }]],
  [
    "a source that blocks nothing",
    [{ eventType: "PageView", reason: "denied", consentSource: "consent_mode_disabled" }],
  ],
];

for (const [name, blocked] of REFUSED)
  test(`withheld events are refused for ${name}`, async (t) => {
    const ingest = await startTestIngest(t);
    assert.equal((await post(ingest, blocked)).status, 400);
    assert.deepEqual(await ingest.api("/api/events"), { events: [], next: null });
  });

test("a browser's key stands in the body, as plain text that needs no preflight", async (t) => {
  const ingest = await startTestIngest(t);
  const blocked = [{ eventType: "PageView", reason: "bot", detail: "headless" }];
  const body = JSON.stringify({ siteId: SHOP.id, apiKey: SHOP.apiKey, blocked });
  const response = await fetch(`${ingest.url}/blocked-events`, { method: "POST", body });
  assert.deepEqual(await response.json(), { accepted: 1 });
});

test("withheld events need the key too", async (t) => {
  const ingest = await startTestIngest(t);
  assert.equal((await post(ingest, [], {})).status, 401);
});
