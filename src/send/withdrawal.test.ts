import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createFakeClock } from "../test-support/fake-clock.ts";
import { createMemoryStore } from "../test-support/memory-store.ts";
import type { Envelope, Net } from "../types.ts";
import type { WithdrawalBody } from "../wire/bodies.ts";
import { createWithdrawal } from "./withdrawal.ts";

const CONFIG = { siteId: "shop", apiKey: "key", apiEndpoint: "https://ingest.example/base/event" };
const WHOSE = { consentSource: "api", fbp: "fb.1.1.2" };
const KEY = "_pf_sent:shop";

const envelope = (eventId: string): Envelope => ({ eventId, eventName: "Lead", json: "{}" });
const idsOf = ({ withdraw }: WithdrawalBody) => withdraw.events.map(({ event_id }) => event_id);

/** A page over this storage, whose ingest answers these statuses in turn and then 202. */
function openPage({ store = createMemoryStore(), statuses = [] as number[] } = {}) {
  const clock = createFakeClock();
  const posted: WithdrawalBody[] = [];
  const beacons: WithdrawalBody[] = [];
  const net: Net = {
    async post(url, body, { keepalive }) {
      assert.equal(url, "https://ingest.example/base/blocked-events");
      assert.ok(keepalive && body.length < 30_000, "outlives the page");
      posted.push(JSON.parse(body));
      return { status: statuses.shift() ?? 202, text: "", retryAfter: null };
    },
    beacon(_url, body) {
      beacons.push(JSON.parse(body));
      return true;
    },
  };
  const withdrawal = createWithdrawal({ store, key: KEY, net, clock, random: () => 1, config: CONFIG });
  const pass = async (ms: number) => {
    await setImmediate();
    clock.pass(ms);
    await setImmediate();
  };
  return { ...withdrawal, clock, store, posted, beacons, pass };
}

test("what this page and earlier ones sent is taken back, and what may have arrived, with whose it is", async () => {
  const store = createMemoryStore();
  const earlier = openPage({ store });
  earlier.remember([envelope("a"), envelope("b")]);
  earlier.leave();
  const page = openPage({ store });
  page.remember([envelope("c")]);
  page.withdraw([envelope("d")], WHOSE);
  assert.deepEqual(page.posted, [
    {
      siteId: "shop",
      apiKey: "key",
      withdraw: { events: ["a", "b", "c", "d"].map((event_id) => ({ event_id, eventType: "Lead" })), whose: WHOSE },
    },
  ]);
  assert.deepEqual([...store.entries], [], "nothing stays on the browser");
  await page.pass(60_000);
  page.withdraw([], WHOSE);
  page.leave();
  assert.deepEqual([page.posted.length, page.beacons], [1, []], "once");
});

test("without an answer it is repeated, later and later, until the ingest has it", async () => {
  const page = openPage({ statuses: [0, 503, 429, 202] });
  page.withdraw([envelope("a")], WHOSE);
  for (const [n, delayMs] of [1000, 2000, 4000].entries()) {
    await page.pass(delayMs - 1);
    assert.equal(page.posted.length, n + 1);
    await page.pass(1);
    assert.deepEqual(page.posted.at(-1), page.posted[0]);
    assert.equal(page.posted.length, n + 2);
  }
  await page.pass(60_000);
  assert.equal(page.posted.length, 4);
  assert.deepEqual(page.clock.pending(), []);
});

test("a refused one is given up", async () => {
  const page = openPage({ statuses: [401] });
  page.withdraw([envelope("a")], WHOSE);
  await page.pass(60_000);
  page.leave();
  assert.deepEqual([page.posted.length, page.beacons.length], [1, 0]);
});

test("a page that is left before the ingest has confirmed hands it over, and stores nothing", async () => {
  const page = openPage({ statuses: [0, 0, 0] });
  page.withdraw([envelope("a")], WHOSE);
  await page.pass(10);
  page.leave();
  assert.deepEqual(page.beacons, page.posted);
  assert.deepEqual([...page.store.entries], []);
});

test("many go in several bodies, one after the other, each once", async () => {
  const page = openPage({ statuses: [202, 503] });
  const all = Array.from({ length: 450 }, (_, n) => `1234567890-1234567890-1234567890-${1_000_000_000 + n}`);
  page.withdraw(all.map(envelope), WHOSE);
  assert.equal(page.posted.length, 1);
  await page.pass(1000);
  assert.deepEqual(
    page.posted.map((body) => idsOf(body).length),
    [200, 200, 200, 50],
  );
  assert.deepEqual([...new Set(page.posted.flatMap(idsOf))], all);
});

test("a second refusal while the first is under way goes behind it", async () => {
  const page = openPage({ statuses: [503] });
  page.withdraw([envelope("a")], WHOSE);
  page.withdraw([envelope("b")], WHOSE);
  for (let n = 0; n < 3; n++) await page.pass(1000);
  assert.deepEqual(page.posted.map(idsOf), [["a"], ["a"], ["b"]]);
});

test("no more than the last hundred are remembered, and what else stands under the key is no list", async () => {
  const store = createMemoryStore();
  store.write(KEY, '{"a":1}');
  const page = openPage({ store });
  page.remember(Array.from({ length: 120 }, (_, n) => envelope(`${n}`)));
  page.leave();
  assert.equal(JSON.parse(store.read(KEY) ?? "").length, 100);
  store.write(KEY, "{");
  openPage({ store }).withdraw([], WHOSE);
  assert.deepEqual([...store.entries], []);
});

test("a page whose old library spoils lists in JSON withdraws all the same", async () => {
  const { remember, withdraw, posted, pass } = openPage();
  remember([envelope("a")]);
  Object.assign(Array.prototype, { toJSON: () => "spoilt" });
  try {
    withdraw([envelope("b")], WHOSE);
  } finally {
    Reflect.deleteProperty(Array.prototype, "toJSON");
  }
  await pass(0);
  assert.deepEqual(posted.map(idsOf), [["a", "b"]]);
});
