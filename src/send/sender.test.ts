import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createGuard } from "../guard.ts";
import type { Report } from "../report.ts";
import { createFakeClock } from "../test-support/fake-clock.ts";
import { createMemoryStore } from "../test-support/memory-store.ts";
import type { Net, NetAnswer } from "../types.ts";
import type { EventsBody } from "../wire/bodies.ts";
import { MAX_BODY_BYTES } from "../wire/limits.ts";
import { createLossReport } from "./loss-report.ts";
import { createOutbox, MAX_OUTBOX_BYTES, MAX_OUTBOX_EVENTS } from "./outbox.ts";
import { createSender } from "./sender.ts";
import { createSlots } from "./slots.ts";

const LIMITS = { maxEvents: MAX_OUTBOX_EVENTS, maxBytes: MAX_OUTBOX_BYTES };
const CONFIG = { siteId: "shop", apiKey: "key", apiEndpoint: "https://ingest.example/event" };
const RECEIPT = '{"accepted":1,"duplicates":0,"rejected":[]}';

interface Request {
  body: EventsBody;
  text: string;
  keepalive: boolean;
  answer(answer: Partial<NetAnswer>): void;
}

/** A sender on a clock that stands still, whose requests wait for an answer by hand. */
function open({ random = () => 0.5, beacon = true }: { random?: () => number; beacon?: boolean } = {}) {
  const clock = createFakeClock();
  // A task of the real loop before and after, so that every promise has settled.
  const pass = async (ms: number) => {
    await setImmediate();
    clock.pass(ms);
    await setImmediate();
  };
  const store = createMemoryStore();
  const requests: Request[] = [];
  const beacons: EventsBody[] = [];
  const said: string[] = [];
  const net: Net = {
    post: (_url, text, { keepalive }) =>
      new Promise((resolve) => {
        const answer = (given: Partial<NetAnswer>) =>
          resolve({ status: 202, text: RECEIPT, retryAfter: null, ...given });
        requests.push({ body: JSON.parse(text), text, keepalive, answer });
      }),
    beacon(_url, text) {
      if (beacon) beacons.push(JSON.parse(text));
      return beacon;
    },
  };
  const report: Report = { warn: (message) => said.push(message), error: (message) => said.push(message) };
  const losses = createLossReport(store, "_pf_losses:shop");
  const outbox = createOutbox({
    slots: createSlots(store, "_pf_outbox:shop:"),
    owner: "page",
    limits: LIMITS,
    onLoss: losses.count,
  });
  const sender = createSender({
    guard: createGuard(report),
    config: CONFIG,
    outbox,
    net,
    clock,
    random,
    report,
    losses,
    maySend: () => true,
    onReceived() {},
  });
  let nextId = 1;
  const heard = new Map<string, boolean>();
  const call = (count = 1, { name = "Lead", note = "" } = {}) => {
    const batch = Array.from({ length: count }, () => {
      const eventId = String(nextId++);
      const json = JSON.stringify({ event_id: eventId, eventName: name, note });
      const outcome = { stored() {}, settle: (delivered: boolean) => heard.set(eventId, delivered) };
      return { envelope: { eventId, eventName: name, json }, outcome };
    });
    sender.drain(outbox.add(batch));
  };
  const last = () => requests.at(-1) as Request;
  const idsOf = ({ events }: EventsBody) => events.map(({ event_id }) => event_id);
  return { clock, pass, sender, outbox, requests, beacons, said, heard, call, last, idsOf };
}

test("events are posted with site, key and the time of the attempt, and leave the outbox on the receipt", async () => {
  const { pass, clock, outbox, call, last, heard } = open();
  call(2);
  assert.equal(last().body.siteId, "shop");
  assert.equal(last().body.apiKey, "key");
  assert.equal(last().body.events[0]?.sentAt, clock.now());
  assert.equal(outbox.entries().length, 2, "not before the receipt");
  last().answer({});
  await pass(0);
  assert.equal(outbox.entries().length, 0);
  assert.deepEqual([...heard.values()], [true, true]);
});

test("any 2xx is a receipt, whatever a proxy made of its body", async () => {
  const { pass, outbox, call, last } = open();
  call();
  last().answer({ status: 204, text: "<html>" });
  await pass(0);
  assert.equal(outbox.entries().length, 0);
});

test("one request at a time; what comes meanwhile goes with the next", async () => {
  const { pass, requests, call, last, idsOf } = open();
  call();
  call(3);
  assert.equal(requests.length, 1);
  last().answer({});
  await pass(0);
  assert.deepEqual(idsOf(last().body), ["2", "3", "4"]);
});

test("a failed request is tried again with the same ids, at ever longer intervals with jitter", async () => {
  const { pass, requests, call, last, idsOf } = open({ random: () => 0.999 });
  call(2);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt++) {
    last().answer({ status: 503 });
    const count = requests.length;
    let waited = 0;
    for (; requests.length === count; waited += 100) await pass(100);
    waits.push(waited);
    assert.deepEqual(idsOf(last().body), ["1", "2"]);
  }
  assert.deepEqual(waits, [1000, 2000, 4000, 4000, 4000, 4000]);
});

test("after a long outage the attempts become rare", async () => {
  const { pass, requests, call, last } = open({ random: () => 0.999 });
  call();
  for (let minute = 0; minute < 10; minute++) {
    last().answer({ status: 0 });
    await pass(60_000);
    last().answer({ status: 0 });
  }
  const count = requests.length;
  last().answer({ status: 0 });
  await pass(20_000);
  assert.equal(requests.length, count, "not within twenty seconds");
  await pass(10_000);
  assert.equal(requests.length, count + 1);
});

test("Retry-After is kept even when the visitor comes back, and both of its forms are read", async () => {
  for (const inSeconds of [true, false]) {
    const { pass, clock, sender, requests, call, last } = open();
    call();
    const retryAfter = inSeconds ? "30" : new Date(clock.now() + 30_000).toUTCString();
    last().answer({ status: 429, retryAfter });
    await pass(1000);
    sender.retryNow();
    assert.equal(requests.length, 1);
    await pass(30_000);
    assert.equal(requests.length, 2);
  }
});

test("without Retry-After, coming back ends the wait", async () => {
  const { pass, sender, requests, call, last } = open({ random: () => 0.999 });
  call();
  for (let attempt = 0; attempt < 5; attempt++) {
    last().answer({ status: 0 });
    await pass(4000);
  }
  last().answer({ status: 0 });
  await pass(0);
  const count = requests.length;
  sender.retryNow();
  assert.equal(requests.length, count + 1);
});

test("a call during a wait hears at once that it is queued", async () => {
  const { pass, call, last, heard } = open();
  call();
  last().answer({ status: 503 });
  await pass(0);
  call();
  assert.equal(heard.get("2"), true);
});

test("so does one that was made while the request that failed was under way", async () => {
  for (const [status, delivered] of [
    [503, true],
    [401, false],
  ] as const) {
    const { pass, call, last, heard } = open();
    call();
    call();
    last().answer({ status });
    await pass(0);
    assert.equal(heard.get("2"), delivered, String(status));
  }
});

test("a clock that is set back does not keep us waiting", async () => {
  const { clock, pass, requests, call, last } = open();
  call();
  last().answer({ status: 429, retryAfter: "1" });
  await pass(0);
  clock.set(clock.now() - 3_600_000);
  await pass(2000);
  assert.equal(requests.length, 2);
});

test("when a request fails, the next goes without keepalive, whose quota the page may hold", async () => {
  const { pass, call, last } = open();
  call();
  assert.equal(last().keepalive, true);
  last().answer({ status: 0 });
  await pass(1000);
  assert.equal(last().keepalive, false);
  last().answer({});
  await pass(0);
  call();
  assert.equal(last().keepalive, true);
});

test("a refused key keeps the events, says false and waits five minutes", async () => {
  const { pass, sender, outbox, requests, said, call, last, heard } = open();
  call();
  last().answer({ status: 401 });
  await pass(0);
  call();
  assert.deepEqual([...heard.values()], [false, false]);
  assert.equal(said.length, 1);
  sender.retryNow();
  await pass(299_000);
  assert.equal(requests.length, 1);
  await pass(1000);
  assert.equal(requests.length, 2);
  last().answer({});
  await pass(0);
  assert.equal(outbox.entries().length, 0);
});

test("a body refused as a whole is halved until the one to blame is alone; all others arrive", async () => {
  const { pass, requests, outbox, call, heard } = open();
  call(6);
  call(1, { note: "poison" });
  call(6);
  for (let index = 0; index < requests.length; index++) {
    const { text, answer } = requests[index] as Request;
    answer({ status: text.includes("poison") ? 400 : 202 });
    await pass(0);
  }
  assert.equal(outbox.entries().length, 0);
  assert.deepEqual(
    [...heard].filter(([, delivered]) => !delivered).map(([id]) => id),
    ["7"],
  );
});

test("small batches may outlive the page; a backlog goes in bodies up to the ingest's limit", async () => {
  const { pass, requests, call, last } = open();
  call(1500, { note: "x".repeat(1000) });
  const counts: number[] = [];
  while (counts.reduce((sum, count) => sum + count, 0) < 1500) {
    counts.push(last().body.events.length);
    assert.ok(last().text.length <= MAX_BODY_BYTES);
    last().answer({});
    await pass(0);
  }
  assert.ok(requests.length <= 4, `${requests.length} requests`);
  assert.equal(requests[0]?.keepalive, false);
  call(10);
  assert.equal(last().keepalive, true);
});

test("leaving hands over what is not under way, what matters most first, within the quota", async () => {
  const { sender, beacons, call, idsOf } = open();
  call();
  call(60, { name: "PageView", note: "x".repeat(1000) });
  call(1, { name: "Purchase" });
  sender.leave();
  assert.equal(beacons.length, 1);
  const ids = idsOf(beacons[0] as EventsBody);
  assert.equal(ids[0], "62", "the purchase");
  assert.ok(!ids.includes("1"), "under way with keepalive");
  assert.ok(ids.length > 40 && ids.length < 56, String(ids.length));
});

test("a beacon that the browser refuses is tried as a request", () => {
  const { sender, requests, call, idsOf } = open({ beacon: false });
  call();
  call();
  sender.leave();
  assert.equal(requests.length, 2);
  assert.deepEqual(idsOf((requests[1] as Request).body), ["2"]);
});

test("a plain request dies with the page, so leaving hands its events over as well", () => {
  const { sender, beacons, requests, call, idsOf } = open();
  call(1, { note: "x".repeat(60_000) });
  assert.equal(requests[0]?.keepalive, false);
  call(1, { name: "Purchase" });
  sender.leave();
  assert.deepEqual(idsOf(beacons[0] as EventsBody), ["2"], "the large one fits no beacon and stays in the outbox");
});

test("what went out at the leave is not sent again behind it, and is once the page is known to live on", async () => {
  const { sender, beacons, requests, call, last, idsOf, pass } = open();
  call();
  call(1, { name: "Purchase" });
  sender.leave();
  assert.deepEqual(idsOf(beacons[0] as EventsBody), ["2"]);
  // The browser lets go of the page's request, and hides the page.
  last().answer({ status: 0 });
  await pass(0);
  sender.retryNow();
  assert.equal(requests.length, 1);
  call(1, { name: "Contact" });
  assert.deepEqual(idsOf(last().body), ["3"], "a call behind the leave goes out nevertheless");
  last().answer({});
  await pass(1000);
  assert.deepEqual(idsOf(last().body), ["1", "2"]);
});
