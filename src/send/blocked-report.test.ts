import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeClock } from "../test-support/fake-clock.ts";
import type { Net } from "../types.ts";
import type { BlockedBody } from "../wire/bodies.ts";
import { createBlockedReport } from "./blocked-report.ts";

const CONFIG = { siteId: "shop", apiKey: "key", apiEndpoint: "https://ingest.example/base/event" };
const ANSWER = { status: 202, text: "", retryAfter: null };

function createScene() {
  const sent: { by: string; url: string; body: BlockedBody }[] = [];
  const net: Net = {
    async post(url, body, { keepalive }) {
      sent.push({ by: keepalive ? "keepalive" : "request", url, body: JSON.parse(body) });
      return ANSWER;
    },
    beacon(url, body) {
      sent.push({ by: "beacon", url, body: JSON.parse(body) });
      return true;
    },
  };
  return { sent, report: createBlockedReport({ net, clock: createFakeClock(), config: CONFIG }) };
}

test("what one task withholds is told in one body, beside the endpoint and with the key in it", async () => {
  const { report, sent } = createScene();
  report.note({ eventType: "PageView", reason: "bot", detail: "headless" });
  report.note({ eventType: "Purchase", reason: "denied", consentSource: "cookiebot" });
  await null;
  report.note({ eventType: "Lead", reason: "gpc" });
  await null;
  const url = "https://ingest.example/base/blocked-events";
  const body = { siteId: "shop", apiKey: "key" };
  assert.deepEqual(sent, [
    {
      by: "keepalive",
      url,
      body: {
        ...body,
        blocked: [
          { eventType: "PageView", reason: "bot", detail: "headless" },
          { eventType: "Purchase", reason: "denied", consentSource: "cookiebot" },
        ],
      },
    },
    { by: "keepalive", url, body: { ...body, blocked: [{ eventType: "Lead", reason: "gpc" }] } },
  ]);
});

test("what is noted while the page is being left goes by beacon, and once", async () => {
  const { report, sent } = createScene();
  report.note({ eventType: "Lead", reason: "no_decision", consentSource: "onetrust" });
  report.leave();
  await null;
  report.leave();
  assert.deepEqual(
    sent.map(({ by }) => by),
    ["beacon"],
  );
});

test("more rows than a body may have go in several, all of them", async () => {
  const { report, sent } = createScene();
  for (let index = 0; index < 1001; index++) report.note({ eventType: "Lead", reason: "gpc" });
  await null;
  assert.deepEqual(
    sent.map(({ body }) => body.blocked.length),
    [500, 500, 1],
  );
});

test("an e-mail address in an event's name stays on the page", async () => {
  const { report, sent } = createScene();
  report.note({ eventType: "Lead jane@example.com", reason: "gpc" });
  await null;
  assert.doesNotMatch(JSON.stringify(sent), /jane/);
});
