import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { mintEventId } from "../../src/wire/event-id.ts";
import type { Site } from "../sites/site.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Settlement } from "../store/store.ts";
import { createEvent, createTestFolder, SHOP } from "../test-support/start-test-ingest.ts";
import { createWithdraw } from "./withdraw.ts";

const T = 1_757_000_000_000;
const LEASE_MS = 30_000;

/** A store with one row that a relay is working on, and its visitor's withdrawal; time passes second by second. */
async function withdrawWhileLeased(t: TestContext) {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  const eventId = mintEventId(crypto);
  const [id] = await store.append([
    {
      siteId: SHOP.id,
      pixelId: "1001",
      eventName: "Purchase",
      eventId,
      url: "",
      status: "pending",
      reason: null,
      error: null,
      receivedAt: T,
      eventTime: T,
      data: JSON.stringify(createEvent({ event_id: eventId, fbp: "fb.1.1757000000123.4711" })),
    },
  ]);
  const lease = { siteId: SHOP.id, pixelId: "1001", token: "relay", now: T, until: T + LEASE_MS, limit: 1 };
  await store.claim(lease);
  let now = T;
  const later: (() => void)[] = [];
  const withdraw = createWithdraw({ store, now: () => now, later: (_delayMs, callback) => later.push(callback) });
  const site = { ...SHOP, pixels: [{ id: "1001" }] } as unknown as Site;
  const request = {
    events: [{ eventId, eventType: "Purchase" }],
    consentSource: "api",
    fbp: undefined,
    visitorId: undefined,
  };
  assert.equal(await withdraw(site, request), 1);
  const settle = (changes: Partial<Settlement>) =>
    store.settle([
      {
        id: String(id),
        token: "relay",
        status: "sent",
        reason: null,
        error: null,
        attempts: 1,
        at: now,
        request: "{}",
        graphUrl: null,
        answer: null,
        history: null,
        ...changes,
      },
    ]);
  const read = async () => (await store.rows([String(id)]))[0]?.status;
  /** Lets the withdrawal look again until it has come to an end; gives how many seconds that took. */
  const passSeconds = async (most: number) => {
    for (let seconds = 0; seconds < most; seconds++) {
      const look = later.shift();
      if (!look) return seconds;
      now += 1000;
      look();
      while (!later.length && (await read()) === "pending") await setImmediate();
    }
    return most;
  };
  return { store, read, settle, passSeconds, detail: () => store.detail(String(id)), relay: lease };
}

test("a row in a relay's hands is taken back as soon as the relay has given it back unsent", async (t) => {
  const { read, settle, passSeconds, detail, store, relay } = await withdrawWhileLeased(t);
  assert.equal(await passSeconds(3), 3);
  assert.equal(await read(), "pending");
  await settle({ status: "pending", at: T + 600_000 });
  await passSeconds(1);
  assert.equal(await read(), "blocked");
  assert.doesNotMatch(JSON.stringify(await detail()), /4711|62a14e44/);
  assert.deepEqual(await store.claim({ ...relay, now: T + 700_000, until: T + 730_000 }), []);
});

test("a relay that died with it loses it once its lease is over", async (t) => {
  const { read, passSeconds } = await withdrawWhileLeased(t);
  await passSeconds(29);
  assert.equal(await read(), "pending");
  assert.equal(await passSeconds(5), 1, "and nobody looks any more");
  assert.equal(await read(), "blocked");
});

test("what the relay has sent meanwhile stays as it was sent", async (t) => {
  const { read, settle, passSeconds } = await withdrawWhileLeased(t);
  await settle({ status: "sent" });
  assert.equal(await passSeconds(5), 1);
  assert.equal(await read(), "sent");
});
