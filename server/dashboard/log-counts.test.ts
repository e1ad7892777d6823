import assert from "node:assert/strict";
import { test } from "node:test";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { NewRow, Status, Store } from "../store/store.ts";
import { createTestFolder } from "../test-support/start-test-ingest.ts";
import { createLogCounts, SLOT_MS } from "./log-counts.ts";

const START = 1_760_000_400_000 - (1_760_000_400_000 % SLOT_MS);

const createRow = (eventId: string, receivedAt: number, status: Status = "failed"): NewRow => ({
  siteId: "shop",
  pixelId: "1",
  eventName: "Lead",
  eventId,
  url: "",
  status,
  reason: null,
  error: null,
  receivedAt,
  eventTime: receivedAt,
  data: "{}",
});

test("counts follow the log, and only what changed is counted anew", async (t) => {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  let pieces = 0;
  const watched: Store = {
    ...store,
    count: (range) => {
      pieces += 1;
      return store.count(range);
    },
  };
  const counts = createLogCounts(watched, () => START + 10 * SLOT_MS);
  const sums = async () => {
    const found: Record<string, number> = {};
    for (const { slot, status, count } of await counts.read(START, START + 4 * SLOT_MS)) {
      const key = `${(slot - START) / SLOT_MS} ${status}`;
      found[key] = (found[key] ?? 0) + count;
    }
    return found;
  };
  const [first] = await store.append([
    createRow("a", START),
    createRow("b", START + 1),
    createRow("c", START + SLOT_MS * 2, "sent"),
    createRow("d", START + SLOT_MS * 4, "sent"),
  ]);
  assert.deepEqual(await sums(), { "0 failed": 2, "2 sent": 1 });
  assert.equal(pieces, 1);
  assert.deepEqual(await sums(), { "0 failed": 2, "2 sent": 1 });
  assert.equal(pieces, 1);
  await store.requeue([first ?? ""], START);
  assert.deepEqual(await sums(), { "0 failed": 1, "0 pending": 1, "2 sent": 1 });
  assert.equal(pieces, 2);
});

test("what changes while it is being counted is not remembered wrongly", async (t) => {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  await store.append([createRow("a", START)]);
  let meanwhile = () => Promise.resolve();
  const watched: Store = {
    ...store,
    count: async (range) => {
      const piece = await store.count(range);
      await meanwhile();
      return piece;
    },
  };
  const counts = createLogCounts(watched, () => START);
  meanwhile = async () => {
    meanwhile = () => Promise.resolve();
    await store.append([createRow("b", START + 5)]);
  };
  const read = async () => (await counts.read(START, START + 1)).reduce((sum, { count }) => sum + count, 0);
  assert.equal(await read(), 1);
  assert.equal(await read(), 2);
});
