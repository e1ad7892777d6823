import assert from "node:assert/strict";
import { test } from "node:test";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { NewRow, RowFilter, Store } from "../store/store.ts";
import { createTestFolder } from "../test-support/start-test-ingest.ts";
import { createSearchLog } from "./search-log.ts";

const T = 1_760_000_000_000;
const createRow = (eventId: string, index: number): NewRow => ({
  siteId: "shop",
  pixelId: "1",
  eventName: "Lead",
  eventId,
  url: `https://shop.example/${index}`,
  status: "sent",
  reason: null,
  error: null,
  receivedAt: T + index,
  eventTime: T + index,
  data: "{}",
});

/** A store of 30 rows that looks at four of them at a time, and how often it was asked. */
async function openSlowStore(t: { after(run: () => unknown): void }) {
  const store = await openSqliteStore(await createTestFolder(t as never));
  t.after(() => store.close());
  await store.append(Array.from({ length: 30 }, (_, index) => createRow(`pf-${index}`, index)));
  let asked = 0;
  const slow: Store = {
    ...store,
    query: (filter: RowFilter) => {
      asked += 1;
      return store.query({ ...filter, scan: 4 });
    },
  };
  return { store: slow, asked: () => asked };
}

const eventIds = (page: { events: { eventId: string }[] }) => page.events.map(({ eventId }) => eventId);

test("a search goes on until the page is full or its time is over, and says how far it has come", async (t) => {
  const { store, asked } = await openSlowStore(t);
  let now = 0;
  const searchLog = createSearchLog({ store, siteIds: () => ["shop"], now: () => now++ * 60 });
  const first = await searchLog({ limit: 5, text: "example/1" });
  assert.deepEqual(eventIds(first), ["pf-19", "pf-18"]);
  assert.equal(asked(), 3);
  assert.equal(first.searchedTo, T + 18);

  const patient = createSearchLog({ store, siteIds: () => ["shop"], now: () => 0 });
  const whole = await patient({ limit: 5, text: "example/1" });
  assert.deepEqual(eventIds(whole), ["pf-19", "pf-18", "pf-17", "pf-16", "pf-15"]);
  assert.equal(whole.searchedTo, undefined);
  const rest = await patient({ limit: 50, text: "example/1", before: first.next ?? "" });
  assert.deepEqual(eventIds(rest), [..."76543210"].map((digit) => `pf-1${digit}`).concat("pf-1"));
  assert.equal(rest.next, null);
});

test("an event is there at once under its exact id, however old, unless another filter keeps it out", async (t) => {
  const { store, asked } = await openSlowStore(t);
  const searchLog = createSearchLog({ store, siteIds: () => ["shop"], now: () => 0 });
  assert.deepEqual(eventIds(await searchLog({ limit: 5, text: "pf-2" })), ["pf-29", "pf-28", "pf-27", "pf-26", "pf-2"]);
  assert.equal(asked(), 1);
  for (const filter of [{ pixelId: "2" }, { status: "failed" }, { eventName: "Search" }, { from: T + 10 }, { to: T }])
    assert.ok(!eventIds(await searchLog({ limit: 50, text: "pf-2", ...(filter as object) })).includes("pf-2"));
  assert.deepEqual(eventIds(await searchLog({ limit: 5, text: "pf-2", siteId: "other" })), []);
});

test("in an order that is not by time no time is given for how far a search has come", async (t) => {
  const { store } = await openSlowStore(t);
  let now = 0;
  const searchLog = createSearchLog({ store, siteIds: () => ["shop"], now: () => now++ * 1000 });
  const page = await searchLog({ limit: 5, text: "nowhere", sort: "event" });
  assert.deepEqual(eventIds(page), []);
  assert.equal(page.searchedTo, 0);
  assert.ok(page.next);
});
