import assert from "node:assert/strict";
import { createRow, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

/** Rows go for good: those of a visitor, and old ones. */
export function testErasure(testIt: TestIt): void {
  testIt("rows are found by what their events hold, and removed without a trace", async (store) => {
    const hash = "ab".repeat(32);
    const ids = await store.append(
      Array.from({ length: 6 }, (_, index) =>
        createRow({ eventId: `${index}`, receivedAt: T + index, data: JSON.stringify({ em: index % 2 ? hash : "" }) }),
      ),
    );
    await store.append([createRow({ siteId: "other", data: JSON.stringify({ em: hash }) })]);
    const found: string[] = [];
    let before: string | undefined;
    do {
      const search = { siteId: "shop", needles: ["nothing", hash], scan: 2, ...(before && { before }) };
      const piece = await store.search(search);
      found.push(...piece.ids);
      before = piece.next ?? undefined;
    } while (before);
    assert.deepEqual(found, [ids[5], ids[3], ids[1]]);
    assert.equal(await store.remove([...found, "17"], T + 100), 3);
    assert.deepEqual(
      (await store.details(ids.filter((id) => id !== null))).map(({ row }) => row.eventId),
      ["0", "2", "4"],
    );
    assert.deepEqual(await store.rowsByEventId(["shop"], "3"), []);
    assert.equal((await store.rowsByEventId(["shop", "other"], "4")).length, 1);
  });

  testIt("a repeat of a removed row is known as one for as long as browsers repeat", async (store) => {
    const [id] = await store.append([createRow(), createRow({ eventId: "b" })]);
    await store.remove([id ?? ""], T + 100);
    const stored = async () => (await store.append([createRow()]))[0] !== null;
    assert.equal(await stored(), false);
    await store.prune({ before: 0, sites: { except: [] }, limit: 10, now: T + 100 });
    assert.equal(await stored(), false);
    assert.deepEqual(
      (await store.append([createRow({ siteId: "other" }), createRow({ eventName: "Lead" })])).includes(null),
      false,
    );
    await store.prune({ before: 0, sites: { except: [] }, limit: 10, now: T + 101 });
    assert.equal(await stored(), true);
  });

  testIt("old rows go, a site's by its own measure, and pending ones never", async (store) => {
    const ids = await store.append([
      createRow({ eventId: "a", status: "failed" }),
      createRow({ eventId: "b", status: "failed", siteId: "kept" }),
      createRow({ eventId: "c" }),
      createRow({ eventId: "d", status: "failed", receivedAt: T + 50 }),
    ]);
    const left = async () => (await store.query({ limit: 10 })).events.map(({ eventId }) => eventId).join("");
    assert.equal(await store.prune({ before: T + 50, sites: { except: ["kept"] }, limit: 10, now: T }), 1);
    assert.equal(await left(), "dcb");
    assert.equal(await store.detail(ids[0] ?? ""), null);
    assert.equal(await store.prune({ before: T, sites: { only: "kept" }, limit: 10, now: T }), 0);
    assert.equal(await store.prune({ before: T + 1, sites: { only: "kept" }, limit: 10, now: T }), 1);
    assert.equal(await store.prune({ before: T + 100, sites: { except: [] }, limit: 10, now: T }), 1);
    assert.equal(await left(), "c");
    assert.deepEqual((await store.append([createRow({ eventId: "a" })])).length, 1);
  });
}
