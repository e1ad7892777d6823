import assert from "node:assert/strict";
import { claimOf, createRow, createSettlement, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

/** What is appended is there, as it was given and once. */
export function testAppending(testIt: TestIt): void {
  testIt("a row is there after append, as it was given", async (store) => {
    const [id] = await store.append([createRow()]);
    assert.ok(id);
    const detail = await store.detail(id);
    const { data, ...given } = createRow();
    assert.deepEqual(detail, {
      row: { id, ...given, processedAt: null, attempts: 0, standsFor: 1 },
      received: JSON.parse(data),
      request: null,
      graphUrl: null,
      answer: null,
      history: [],
    });
    assert.deepEqual(await store.rows([id]), [detail?.row]);
    assert.deepEqual(await store.detailByEventId("shop", "pf-1"), detail);
    assert.equal(await store.detailByEventId("other", "pf-1"), null);
    assert.equal(await store.detail("17"), null);
    assert.equal(await store.detail("no id"), null);
  });

  testIt("the same event is stored once per pixel", async (store) => {
    const rows = [createRow(), createRow({ pixelId: "2" }), createRow(), createRow({ eventName: "Lead" })];
    assert.deepEqual(
      (await store.append(rows)).map((id) => id !== null),
      [true, true, false, true],
    );
    assert.deepEqual(await store.append([createRow()]), [null]);
  });

  testIt("appends at the same time all arrive, each repeat once", async (store) => {
    const appends = Array.from({ length: 200 }, (_, index) =>
      store.append([createRow({ eventId: `pf-${index % 100}`, receivedAt: T + index })]),
    );
    const ids = (await Promise.all(appends)).flat().filter((id) => id !== null);
    assert.equal(new Set(ids).size, 100);
    assert.deepEqual(await store.backlog(), { pending: 100, oldestReceivedAt: T });
  });

  testIt("text of every script and hostile text come back unchanged", async (store) => {
    const url = `https://x.example/'";--\u202e日本語 😀 %_\\`;
    const [id] = await store.append([createRow({ url, eventId: url, data: JSON.stringify({ url, nul: "\0" }) })]);
    const detail = await store.detail(id ?? "");
    assert.equal(detail?.row.url, url);
    assert.deepEqual(detail?.received, { url, nul: "\0" });
    assert.equal((await store.query({ limit: 5, text: "%_\\" })).events.length, 1);
    assert.equal((await store.query({ limit: 5, text: "%x" })).events.length, 0);
  });

  testIt("a listener hears of new and changed rows until it leaves", async (store) => {
    const heard: unknown[] = [];
    const leave = store.onChange((ids, change) => heard.push([change, ...ids]));
    const [id] = await store.append([createRow()]);
    await store.append([createRow()]);
    await store.claim(claimOf());
    await store.settle([createSettlement(id ?? "")]);
    leave();
    await store.append([createRow({ eventId: "b" })]);
    assert.deepEqual(heard, [
      ["added", id],
      ["settled", id],
    ]);
  });
}
