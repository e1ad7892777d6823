import assert from "node:assert/strict";
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { test } from "node:test";
import { createBody, createEvent, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";

const ORIGIN = "https://www.shop.example";
const HOST = "ingest.shop.example";
const VISITOR = "1757000000.123";
const ATTRIBUTION = {
  visitor_id: VISITOR,
  first_touch: { url: "https://www.shop.example/", referrer_hostname: null, utm_params: null, timestamp: 1757000000 },
};
const JAR: Record<string, string> = {
  _fbp: "fb.1.1757000000123.1234567890",
  _fbc: "fb.1.1757000000123.IwAR0_abc-DEF",
  _pf_uid: VISITOR,
  _pf_attribution: encodeURIComponent(JSON.stringify(ATTRIBUTION)),
};
const toHeader = (jar: Record<string, string>) =>
  Object.entries(jar)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");

interface Ask {
  path?: string;
  method?: string;
  body?: unknown;
  headers?: OutgoingHttpHeaders;
}

/** Asks as a browser does on a page of `origin`; `fetch` would not let a test say what its host is. */
function ask(url: string, { path = "/event", method = "POST", body, headers = {} }: Ask) {
  const text = body === undefined ? "" : JSON.stringify(body);
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; cookies: string[] }>(
    (resolve, reject) => {
      const outgoing = request(url + path, {
        method,
        agent: false,
        headers: { host: HOST, origin: ORIGIN, "content-length": Buffer.byteLength(text), ...headers },
      });
      outgoing.on("error", reject);
      outgoing.on("response", (incoming) => {
        incoming.resume();
        const cookies = incoming.headers["set-cookie"] ?? [];
        incoming.on("end", () => resolve({ status: incoming.statusCode, headers: incoming.headers, cookies }));
      });
      outgoing.end(text);
    },
  );
}

const startShop = (t: Parameters<typeof startTestIngest>[0], site: object = {}) =>
  startTestIngest(t, { sites: [{ ...SHOP, origins: ["https://*.shop.example", "http://www.shop.example"], ...site }] });

let count = 0;
const bodyWith = (...changes: Record<string, unknown>[]) =>
  createBody(...changes.map((change) => createEvent({ event_id: `pf-${count++}`, ...change })));

test("identity that came with the request is set again by the server, for as long as it may live", async (t) => {
  const { url } = await startShop(t);
  const answer = await ask(url, { body: bodyWith({}), headers: { cookie: toHeader({ ...JAR, cart: "17" }) } });
  assert.equal(answer.status, 202);
  assert.equal(answer.headers["access-control-allow-origin"], ORIGIN);
  assert.equal(answer.headers["access-control-allow-credentials"], "true");
  assert.equal(answer.headers.vary, "Origin");
  const end = "SameSite=Lax; Domain=shop.example; Secure";
  assert.deepEqual(answer.cookies, [
    `_fbp=${JAR._fbp}; Path=/; Max-Age=7776000; ${end}`,
    `_fbc=${JAR._fbc}; Path=/; Max-Age=7776000; ${end}`,
    `_pf_uid=${JAR._pf_uid}; Path=/; Max-Age=33696000; ${end}`,
    `_pf_attribution=${JAR._pf_attribution}; Path=/; Max-Age=33696000; ${end}`,
  ]);
});

test("a page by plain http gets cookies that it can read", async (t) => {
  const { url } = await startShop(t);
  const headers = { cookie: toHeader(JAR), origin: "http://www.shop.example" };
  const { cookies } = await ask(url, { body: bodyWith({}), headers });
  assert.equal(cookies.length, 4);
  for (const cookie of cookies) assert.doesNotMatch(cookie, /Secure/);
});

test("where the browser sent none, a fresh event's own identity is set", async (t) => {
  const { url } = await startShop(t);
  const event = {
    fbp: JAR._fbp,
    fbc: JAR._fbc,
    ttclid: "E.C.P.1",
    siteURL: "https://www.shop.example/?ttclid=E.C.P.1",
    utm_params: { utm_source: "a b", utm_id: "7" },
    attribution: ATTRIBUTION,
  };
  const { cookies } = await ask(url, { body: bodyWith(event) });
  assert.deepEqual(
    cookies.map((cookie) => cookie.split(";")[0]),
    [
      `_fbp=${JAR._fbp}`,
      `_fbc=${JAR._fbc}`,
      `_pf_uid=${VISITOR}`,
      `_pf_attribution=${JAR._pf_attribution}`,
      "_pf_utm=utm_source=a+b&utm_id=7",
      "_pf_click_ids=ttclid=E.C.P.1",
    ],
  );
  assert.match(cookies[4] ?? "", /Max-Age=2592000;/);
  assert.match(cookies[5] ?? "", /Max-Age=7776000;/);
  const waited = Math.floor(Date.now() / 1000) - 120;
  const late = await ask(url, { body: bodyWith({ ...event, eventTime: waited }) });
  assert.deepEqual(late.cookies, [], "what waited in an outbox brings nothing back");
});

test("a campaign's and a click's time is counted from the visit that brought them", async (t) => {
  const { url } = await startShop(t);
  const cookie = toHeader({ _pf_utm: "utm_source=ads", _pf_click_ids: "gclid=abc&ttclid=E.C.P" });
  const read = async (event: Record<string, unknown>) =>
    (await ask(url, { body: bodyWith(event), headers: { cookie } })).cookies.map((line) => line.split(";")[0]);
  assert.deepEqual(await read({}), []);
  assert.deepEqual(await read({ utm_params: { utm_source: "ads" } }), ["_pf_utm=utm_source=ads"]);
  assert.deepEqual(await read({ siteURL: "https://www.shop.example/?a=1&gclid=abc" }), [
    "_pf_click_ids=gclid=abc&ttclid=E.C.P",
  ]);
});

const consentCookie = (s: string) => Buffer.from(JSON.stringify({ s, t: 1, src: "api", v: 1 })).toString("base64");

const NOT_ALLOWED: [name: string, body: Record<string, unknown>, headers?: OutgoingHttpHeaders][] = [
  ["refused", bodyWith({ consent: { state: "denied", source: "api" } })],
  ["left undecided", bodyWith({ consent: { state: "unknown", source: "api" } })],
  ["refused in one event of several", bodyWith({}, { consent: { state: "denied", source: "api" } }, {})],
  ["refused by Global Privacy Control", bodyWith({}), { "sec-gpc": "1" }],
  ["refused since", bodyWith({}), { cookie: toHeader({ ...JAR, _pf_consent: consentCookie("denied") }) }],
  [
    "refused since, encoded once more",
    bodyWith({}),
    { cookie: toHeader({ ...JAR, _pf_consent: encodeURIComponent(consentCookie("denied")) }) },
  ],
  ["not answered yet", bodyWith({}), { cookie: toHeader({ ...JAR, _pf_no_consent_decision: "true" }) }],
];

for (const [name, body, headers] of NOT_ALLOWED)
  test(`no cookie is set where consent is ${name}`, async (t) => {
    const { url } = await startShop(t, { globalPrivacyControl: "ignore" });
    const answer = await ask(url, { body, headers: { cookie: toHeader(JAR), ...headers } });
    assert.equal(answer.status, 202);
    assert.deepEqual(answer.cookies, []);
  });

test("a visitor who agreed, or was not asked, keeps the cookies", async (t) => {
  const { url } = await startShop(t);
  const cookie = toHeader({ ...JAR, _pf_consent: consentCookie("granted") });
  const consent = { state: "granted", source: "cookiebot", timestamp: 1757000000123 };
  assert.equal((await ask(url, { body: bodyWith({ consent }), headers: { cookie } })).cookies.length, 4);
  assert.equal((await ask(url, { body: bodyWith({}), headers: { cookie } })).cookies.length, 4);
});

const STRANGE_PLACES: [name: string, headers: OutgoingHttpHeaders, site?: object][] = [
  ["another site's page", { origin: "https://shop.test" }, { origins: ["https://shop.test"] }],
  [
    "two shops under one public suffix",
    { origin: "https://a.co.uk", host: "b.co.uk" },
    { origins: ["https://a.co.uk"] },
  ],
];

for (const [name, headers, site] of STRANGE_PLACES)
  test(`credentials and cookies are not for ${name}`, async (t) => {
    const { url } = await startShop(t, site);
    const answer = await ask(url, { body: bodyWith({}), headers: { cookie: toHeader(JAR), ...headers } });
    assert.equal(answer.status, 202);
    assert.equal(answer.headers["access-control-allow-origin"], "*");
    assert.equal(answer.headers["access-control-allow-credentials"], undefined);
    assert.deepEqual(answer.cookies, []);
  });

test("a page of the same site that the list refuses gets no credentials either", async (t) => {
  const { url } = await startShop(t, { origins: ["https://www.shop.example"] });
  const headers = { origin: "https://evil.shop.example", cookie: toHeader(JAR) };
  const answer = await ask(url, { body: bodyWith({}), headers });
  assert.equal(answer.status, 403);
  assert.equal(answer.headers["access-control-allow-credentials"], undefined);
  assert.deepEqual(answer.cookies, []);
});

test("without a list the answer can be read with credentials, and no cookie is set", async (t) => {
  const { url } = await startShop(t, { origins: [] });
  const answer = await ask(url, { body: bodyWith({}), headers: { cookie: toHeader(JAR) } });
  assert.equal(answer.headers["access-control-allow-origin"], ORIGIN);
  assert.equal(answer.headers["access-control-allow-credentials"], "true");
  assert.deepEqual(answer.cookies, []);
});

test("a server, which states no origin, gets neither", async (t) => {
  const { url } = await startTestIngest(t);
  const response = await fetch(`${url}/event`, {
    method: "POST",
    body: JSON.stringify(bodyWith({})),
    headers: { cookie: toHeader(JAR) },
  });
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(response.headers.get("set-cookie"), null);
});

const FORGED: Record<string, string>[] = [
  { _fbp: "fb.1.1757000000123.1<script>" },
  { _fbp: "jane@example.com" },
  { _fbc: "fb.1.abc.IwAR" },
  { _fbc: `fb.1.1757000000123.${"a".repeat(901)}` },
  { _pf_uid: "v".repeat(65) },
  { _pf_uid: 'x"y' },
  { _pf_attribution: "%7B%22visitor_id" },
  { _pf_attribution: encodeURIComponent("[1]") },
  { _pf_attribution: JSON.stringify(ATTRIBUTION) },
  { _pf_attribution: encodeURIComponent(JSON.stringify({ ...ATTRIBUTION, session_id: "s".repeat(5000) })) },
  { _pf_utm: "utm_source=<b>" },
  { _pf_utm: "other=1" },
  { _pf_click_ids: "gclid" },
  { _fbp: "" },
];

test("a value that has not exactly its form is never repeated", async (t) => {
  const { url } = await startShop(t);
  const landing = { siteURL: "https://www.shop.example/?gclid=a", utm_params: { utm_source: "a" } };
  for (const jar of FORGED) {
    const { cookies, status } = await ask(url, { body: bodyWith(landing), headers: { cookie: toHeader(jar) } });
    assert.equal(status, 202);
    const [name] = Object.keys(jar);
    assert.ok(!cookies.some((cookie) => cookie.startsWith(`${name}=`)), JSON.stringify(jar));
  }
});

test("every answer to the site's own pages can be read with credentials, refusals and preflights too", async (t) => {
  const { url } = await startShop(t);
  const asks: [status: number, ask: Ask][] = [
    [401, { body: { ...bodyWith({}), apiKey: "wrong" } }],
    [400, { body: {} }],
    [413, { body: bodyWith({ additionalData: { note: "x".repeat(1024 * 1024) } }) }],
    [204, { method: "OPTIONS" }],
    [202, { path: "/blocked-events", body: { siteId: SHOP.id, apiKey: SHOP.apiKey, blocked: [] } }],
    [200, { path: `/site/config/${SHOP.id}`, method: "GET", headers: { "api-key": SHOP.apiKey } }],
    [401, { path: `/site/config/${SHOP.id}`, method: "GET" }],
  ];
  for (const [status, one] of asks) {
    const { headers, ...answer } = await ask(url, one);
    assert.equal(answer.status, status);
    assert.equal(headers["access-control-allow-origin"], ORIGIN, `${status}`);
    assert.equal(headers["access-control-allow-credentials"], "true", `${status}`);
  }
});
