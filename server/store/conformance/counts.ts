import assert from "node:assert/strict";
import type { KindFilter } from "../store.ts";
import { claimOf, createRow, createSettlement, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

/** What arrived is counted beside the rows. */
export function testCounts(testIt: TestIt): void {
  testIt("events are tallied by step of time, type and status, as narrow as is asked for", async (store) => {
    const hour = 3_600_000;
    const start = T - (T % hour);
    const ids = await store.append([
      createRow({ eventId: "a", receivedAt: start }),
      createRow({ eventId: "b", receivedAt: start + 5, pixelId: "2" }),
      createRow({ eventId: "c", receivedAt: start + hour, status: "failed" }),
      createRow({ eventId: "d", receivedAt: start + hour, siteId: "other", eventName: "Lead" }),
      createRow({ eventId: "f", receivedAt: start + hour, status: "lost", standsFor: 12 }),
      createRow({ eventId: "e", receivedAt: start + 2 * hour }),
    ]);
    const sums = async (kinds: KindFilter = {}) => {
      const range = { from: start, to: start + 2 * hour, stepMs: hour, ...kinds };
      const found = await store.tally(range);
      return Object.fromEntries(
        found.map(({ at, eventName, status, count }) => [`${(at - start) / hour} ${eventName} ${status}`, count]),
      );
    };
    const expected = { "0 Purchase pending": 2, "1 Purchase failed": 1, "1 Lead pending": 1, "1 Purchase lost": 12 };
    assert.deepEqual(await sums(), expected);
    assert.deepEqual(await sums({ siteId: "other" }), { "1 Lead pending": 1 });
    assert.deepEqual(await sums({ pixelId: "2" }), { "0 Purchase pending": 1 });
    assert.deepEqual(await sums({ status: "lost", eventName: "Purchase" }), { "1 Purchase lost": 12 });

    await store.append([createRow({ eventId: "a", receivedAt: start + hour })]);
    assert.deepEqual(await sums(), expected);
    await store.requeue([ids[2] ?? ""], T);
    const [first] = await store.claim(claimOf({ now: start + 9 * hour, until: start + 10 * hour, limit: 1 }));
    await store.settle([createSettlement(first?.id ?? "")]);
    await store.remove([ids[1] ?? "", ids[4] ?? ""], T);
    const after = { "0 Purchase pending": 1, "1 Purchase pending": 1, "1 Lead pending": 1 };
    const settled = { "0 Purchase sent": 1, "1 Purchase pending": 1, "1 Lead pending": 1 };
    assert.deepEqual(await sums(), first?.id === ids[0] ? settled : after);
    await store.prune({ before: start + hour, sites: { except: [] }, limit: 10, now: T });
    assert.deepEqual(await sums({ status: "sent" }), {});
  });

  testIt("the newest arrival is known for all sites and for one", async (store) => {
    assert.equal(await store.lastReceivedAt(null), null);
    const [id] = await store.append([createRow(), createRow({ eventId: "b", siteId: "other", receivedAt: T + 9 })]);
    assert.equal(await store.lastReceivedAt(null), T + 9);
    assert.equal(await store.lastReceivedAt("shop"), T);
    assert.equal(await store.lastReceivedAt("nobody"), null);
    assert.equal(store.receivedAtOf(id ?? ""), T);
  });
}
