import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { PLUGIN_BLOCKED, PLUGIN_EVENTS, PLUGIN_SITE } from "../../server/test-support/plugin-bodies.ts";
import { startTestIngest } from "../../server/test-support/start-test-ingest.ts";
import { runWordPress, type Step } from "./test/run-wordpress.ts";

const BUNDLE = "https://cdn.own.example/v1/pixelflow.js";
const VENDOR = "https://api.vendor.example/v2";

/** What the plugin sends with every request of its own. */
const args = (body: unknown, changes: Record<string, unknown> = {}) => ({
  body: JSON.stringify(body),
  headers: { "Content-Type": "application/json", "api-key": PLUGIN_SITE.apiKey },
  timeout: 5,
  redirection: 0,
  ...changes,
});
const settings = (ingest: string): Step => ["define", { PIXELFLOW_INGEST: ingest, PIXELFLOW_BUNDLE: BUNDLE }];
const EVENT = { siteId: PLUGIN_SITE.id, eventData: PLUGIN_EVENTS[0]?.[1] };

/** A server in somebody else's place, which remembers what it was asked. */
async function startOther(t: TestContext, answer: RequestListener = (_request, response) => response.end("theirs")) {
  const asked: { request: IncomingMessage; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    asked.push({ request, body });
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const SNIPPETS: [name: string, snippet: (endpoint: string, bundle: string) => string][] = [
  [
    "the inline stub that sets a property",
    (endpoint, bundle) =>
      `<script>pixelFlow.apiEndpoint = "${endpoint}"; (function () { var s = document.createElement("script"); s.async = true; s.src = "${bundle}"; })();</script>`,
  ],
  [
    "a stub with the addresses as arguments",
    (endpoint, bundle) =>
      `<script>(function(w,d,t,n,b){w.PixelFlowObject=n;/*…*/})(window,document,'script','pixelFlow','${bundle}');pixelFlow['apiEndpoint']='${endpoint}';</script>`,
  ],
  [
    "a stub whose arguments alone tell which address is which",
    (endpoint, bundle) => `<script>boot(window,"${bundle}","${endpoint}",["/thank-you"]);</script>`,
  ],
  [
    "settings as JSON with a trigger on a page of that name",
    (endpoint, bundle) =>
      `<script>pixelFlow.settings={"triggers":[{"url":"http://shop.example/event"}],"apiEndpoint":"${endpoint}"};load("${bundle}");</script>`,
  ],
  [
    "the data-attribute tag",
    (endpoint, bundle) =>
      `<script async src="${bundle}" data-site-id="1" data-api-endpoint="${endpoint}" data-tracked-urls='[{"url":"https://shop.example/event"}]'></script>`,
  ],
];

for (const [name, snippet] of SNIPPETS) {
  test(`the browser's half loads the own bundle and sends to the own ingest: ${name}`, async () => {
    const theirs = snippet("https://api.vendor.example/v2/event", "https://cdn.vendor.example/pfm.js?v=3");
    const [, , printed, escaped] = await runWordPress(
      settings("https://ingest.own.example/"),
      ["load"],
      ["snippet", theirs],
      [
        "snippet",
        theirs
          .replaceAll("https://", String.raw`https:\/\/`)
          .replaceAll("vendor.example/", String.raw`vendor.example\/`),
      ],
    );
    assert.equal(printed, snippet("https://ingest.own.example/event", BUNDLE));
    assert.doesNotMatch(String(escaped), /vendor/);
  });
}

test("a hash of the other bundle does not keep ours from running", async () => {
  const [, , printed] = await runWordPress(
    settings("https://ingest.own.example"),
    ["load"],
    [
      "snippet",
      `<script async integrity="sha384-abc" src="https://cdn.vendor.example/pfm.js" data-api-endpoint="https://api.vendor.example/event"></script>`,
    ],
  );
  assert.equal(printed, `<script async src="${BUNDLE}" data-api-endpoint="https://ingest.own.example/event"></script>`);
});

test("a snippet with addresses that are not found is left alone, and the administrator is told once", async () => {
  const strange = `<script>pixelFlow.apiEndpoint = "https://api.vendor.example/event"; load(ADDRESS);</script>`;
  const known = `<script>pixelFlow.apiEndpoint = "https://api.vendor.example/event"; load("https://cdn.vendor.example/pfm.js");</script>`;
  const [, , first, , told, state, , gone] = await runWordPress(
    settings("https://ingest.own.example"),
    ["load"],
    ["snippet", strange],
    ["snippet", strange],
    ["notices", "admin_notices"],
    ["state"],
    ["snippet", known],
    ["notices", "admin_notices"],
  );
  assert.equal(first, strange);
  assert.match(String(told), /addresses were not found/);
  assert.equal((state as { writes: number }).writes, 1);
  assert.equal(gone, "");
});

for (const value of [null, 17, true, "", ["<script>"], { code: "x" }]) {
  test(`a snippet that is ${JSON.stringify(value)} stays that`, async () => {
    const [, , printed] = await runWordPress(settings("https://ingest.own.example"), ["load"], ["snippet", value]);
    assert.deepEqual(printed, value);
  });
}

test("the server's half: every body ends in the own ingest's store, and none goes where it went", async (t) => {
  const ingest = await startTestIngest(t, { sites: [PLUGIN_SITE] });
  const vendor = await startOther(t);
  const events = PLUGIN_EVENTS.map(([, eventData], index) => ({ ...eventData, event_id: `pf-order-${index}` }));
  const answers = await runWordPress(
    settings(ingest.url),
    ["load"],
    ...events.map((eventData): Step => {
      return ["post", { url: `${vendor.url}/event`, args: args({ siteId: PLUGIN_SITE.id, eventData }) }];
    }),
    ...PLUGIN_BLOCKED.map(([, row]): Step => {
      return ["post", { url: `${vendor.url}/blocked-events`, args: args({ siteId: PLUGIN_SITE.id, blocked: [row] }) }];
    }),
  );
  for (const [index, answer] of answers.slice(2).entries()) {
    assert.equal((answer as { status: number }).status, 202, `${index}: ${JSON.stringify(answer)}`);
  }
  const count = PLUGIN_EVENTS.length + PLUGIN_BLOCKED.length;
  const rows = await ingest.rowsOnce(({ status }) => status !== "pending", count);
  assert.deepEqual(
    rows.flatMap(({ eventId, status }) => (status === "blocked" ? [] : [eventId])).sort(),
    events.map(({ event_id }) => event_id).sort(),
  );
  assert.deepEqual(vendor.asked, []);
});

test("the site's settings come from the own ingest", async (t) => {
  const ingest = await startTestIngest(t, { sites: [{ ...PLUGIN_SITE, currency: "EUR" }] });
  const [, , answer, refused] = await runWordPress(
    settings(ingest.url),
    ["load"],
    ["get", { url: `${VENDOR}/site/config/${PLUGIN_SITE.id}`, args: { headers: { "Api-Key": PLUGIN_SITE.apiKey } } }],
    ["get", { url: `${VENDOR}/site/config/${PLUGIN_SITE.id}`, args: { headers: "api-key: wrong" } }],
  );
  assert.equal((answer as { status: number }).status, 200);
  assert.equal(JSON.parse((answer as { body: string }).body).currency, "EUR");
  assert.deepEqual(JSON.parse((refused as { body: string }).body), {
    message: "Invalid API key",
    error: "Unauthorized",
    statusCode: 401,
  });
});

test("a redirected request keeps its headers and its body, waits five seconds at most and follows nothing", async (t) => {
  const own = await startOther(t, (_request, response) => response.writeHead(302, { location: "/elsewhere" }).end());
  const body = { ...EVENT, note: "ü/🙂" };
  const sent = args(body, {
    timeout: 30,
    redirection: 5,
    headers: { "api-key": PLUGIN_SITE.apiKey, Host: "api.vendor.example", "x-own": "kept" },
  });
  // A folder before the endpoints, and a private address, which the safe way to post refuses otherwise.
  const [, , answer, state] = await runWordPress(
    settings(`${own.url}/tracking/event`),
    ["load"],
    ["safe", { url: `${VENDOR}/event`, args: sent }],
    ["state"],
  );
  assert.equal((answer as { status: number }).status, 302);
  assert.equal(own.asked.length, 1);
  const { request, body: received } = own.asked[0] ?? assert.fail();
  assert.equal(request.url, "/tracking/event");
  assert.equal(request.headers.host, new URL(own.url).host);
  assert.equal(request.headers["x-own"], "kept");
  assert.equal(request.headers["api-key"], PLUGIN_SITE.apiKey);
  assert.equal(received, sent.body);
  assert.deepEqual((state as { last_limits: unknown }).last_limits, [5, 0]);
});

test("an ingest that is down is an error as it always was, and nobody else gets the event", async (t) => {
  const vendor = await startOther(t);
  const [, , answer] = await runWordPress(
    settings("http://127.0.0.1:9"),
    ["load"],
    ["post", { url: `${vendor.url}/event`, args: args(EVENT) }],
  );
  assert.match((answer as { error: string }).error, /No answer/);
  assert.deepEqual(vendor.asked, []);
});

const NOT_OURS: [name: string, path: string, request: unknown][] = [
  ["no key", "/event", args(EVENT, { headers: { "content-type": "application/json" } })],
  ["no site", "/event", args({ eventData: {} })],
  ["no event", "/event", args({ siteId: "x", blocked: [] })],
  ["a body that is no JSON", "/event", args(EVENT, { body: "siteId=1&eventData=2" })],
  ["a body that is a list", "/event", args(EVENT, { body: { siteId: "x", eventData: "y" } })],
  ["another path", "/events", args(EVENT)],
  ["a path beyond the endpoint", "/event/17", args(EVENT)],
];

test("requests of other plugins go where they went", async (t) => {
  const other = await startOther(t);
  const own = await startOther(t);
  const answers = await runWordPress(
    settings(own.url),
    ["load"],
    ...NOT_OURS.map(([, path, request]): Step => ["post", { url: other.url + path, args: request }]),
    ["get", { url: `${other.url}/event`, args: args(EVENT) }],
    ["post", { url: `${own.url}/event`, args: args(EVENT) }],
  );
  for (const answer of answers.slice(2)) assert.deepEqual(answer, { status: 200, body: "theirs" });
  assert.equal(other.asked.length, NOT_OURS.length + 1);
  assert.equal(own.asked.length, 1);
});

test("with the vendor's hosts named, the others' requests are theirs", async (t) => {
  const other = await startOther(t);
  const own = await startOther(t);
  await runWordPress(
    settings(own.url),
    ["define", { PIXELFLOW_VENDOR_HOSTS: "API.vendor.example, api2.vendor.example" }],
    ["load"],
    ["post", { url: `${other.url}/event`, args: args(EVENT) }],
    ["post", { url: "https://api.vendor.example/event", args: args(EVENT) }],
    ["post", { url: "https://API2.vendor.example/event", args: args(EVENT) }],
  );
  assert.equal(other.asked.length, 1);
  assert.equal(own.asked.length, 2);
});

test("what another filter has answered stays answered", async (t) => {
  const own = await startOther(t);
  const [, , , answer] = await runWordPress(
    settings(own.url),
    ["load"],
    ["answer", { response: { code: 418 }, body: "short" }],
    ["post", { url: `${VENDOR}/event`, args: args(EVENT) }],
  );
  assert.deepEqual(answer, { status: 418, body: "short" });
  assert.deepEqual(own.asked, []);
});

const BROKEN: [name: string, constants: Record<string, unknown>, notice: RegExp][] = [
  ["nothing is set", {}, /PIXELFLOW_INGEST is missing.*PIXELFLOW_BUNDLE is missing/],
  ["the bundle is missing", { PIXELFLOW_INGEST: "https://i.example" }, /^(?!.*INGEST).*PIXELFLOW_BUNDLE is missing/],
  [
    "the ingest has no scheme",
    { PIXELFLOW_INGEST: "ingest.example", PIXELFLOW_BUNDLE: BUNDLE },
    /PIXELFLOW_INGEST cannot be used: write define\( &#039;PIXELFLOW_INGEST&#039;, &#039;https:/,
  ],
  ["the ingest is no text", { PIXELFLOW_INGEST: ["x"], PIXELFLOW_BUNDLE: BUNDLE }, /INGEST cannot be used/],
  [
    "the ingest holds code",
    { PIXELFLOW_INGEST: 'https://i.example/"><script>alert(1)</script>', PIXELFLOW_BUNDLE: BUNDLE },
    /^(?!.*alert).*INGEST cannot be used/,
  ],
  [
    "the bundle is no script",
    { PIXELFLOW_INGEST: "https://i.example", PIXELFLOW_BUNDLE: "https://cdn.example/" },
    /BUNDLE cannot be used/,
  ],
  [
    "the hosts are no hosts",
    { PIXELFLOW_INGEST: "https://i.example", PIXELFLOW_BUNDLE: BUNDLE, PIXELFLOW_VENDOR_HOSTS: "https://api.example/" },
    /VENDOR_HOSTS cannot be used/,
  ],
];

for (const [name, constants, notice] of BROKEN) {
  test(`where ${name}, everything goes where it went and the administrator is told why`, async (t) => {
    const vendor = await startOther(t);
    const snippet = SNIPPETS[0]?.[1]("https://api.vendor.example/event", "https://cdn.vendor.example/pfm.js");
    const [, , printed, answer, told, network, , untold] = await runWordPress(
      ["define", constants],
      ["load"],
      ["snippet", snippet],
      ["post", { url: `${vendor.url}/event`, args: args(EVENT) }],
      ["notices", "admin_notices"],
      ["notices", "network_admin_notices"],
      ["world", { can: false }],
      ["notices", "admin_notices"],
    );
    assert.equal(printed, snippet);
    assert.deepEqual(answer, { status: 200, body: "theirs" });
    assert.match(String(told), notice);
    assert.match(String(told), /events go where they went before/);
    assert.equal(network, told);
    assert.equal(untold, "");
  });
}

test("an https shop does not get an http ingest, which its visitors' browsers would refuse", async () => {
  const snippet = SNIPPETS[0]?.[1]("https://api.vendor.example/event", "https://cdn.vendor.example/pfm.js");
  const [, , , printed, told] = await runWordPress(
    ["world", { home: "https://shop.example" }],
    settings("http://ingest.own.example"),
    ["load"],
    ["snippet", snippet],
    ["notices", "admin_notices"],
  );
  assert.equal(printed, snippet);
  assert.match(String(told), /write PIXELFLOW_INGEST and PIXELFLOW_BUNDLE with https/);
});

test("constants that are defined after the plugin was loaded count", async (t) => {
  const own = await startOther(t);
  const [, , , answer, told] = await runWordPress(
    ["load"],
    ["notices", "admin_notices"],
    settings(own.url),
    ["post", { url: `${VENDOR}/event`, args: args(EVENT) }],
    ["notices", "admin_notices"],
  );
  assert.deepEqual(answer, { status: 200, body: "theirs" });
  assert.equal(own.asked.length, 1);
  assert.equal(told, "");
});

test("in a network of sites each may have an ingest of its own", async (t) => {
  const [first, second] = [await startOther(t), await startOther(t)];
  const post: Step = ["post", { url: `${VENDOR}/event`, args: args(EVENT) }];
  await runWordPress(
    settings(first.url),
    ["load"],
    ["sites", { 2: { ingest: second.url } }],
    post,
    ["world", { blog: 2 }],
    post,
    ["world", { blog: 3 }],
    post,
  );
  assert.equal(first.asked.length, 2);
  assert.equal(second.asked.length, 1);
});
