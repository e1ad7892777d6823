import assert from "node:assert/strict";
import { claimOf, createRow, createSettlement, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

/** What a visitor takes back goes no further. */
export function testWithdrawal(testIt: TestIt): void {
  testIt("what a visitor takes back is blocked while it is pending and nobody works on it", async (store) => {
    const rows = ["pf-1", "pf-2", "pf-3"].map((eventId, index) => createRow({ eventId, receivedAt: T + index }));
    const [waits = "", underWay = "", sent = ""] = await store.append(rows).then((ids) => ids.map(String));
    const [first] = await store.claim(claimOf({ limit: 1 }));
    const failure = `{"at":${T},"outcome":"retry","error":"no answer"}`;
    await store.settle([
      createSettlement(first?.id ?? "", { status: "pending", at: T + 1000, answer: null, history: failure }),
      createSettlement(sent),
    ]);
    await store.claim(claimOf({ token: "claim-2", now: T + 500, limit: 1 }));
    const withdraw = (now: number) =>
      store.withdraw(
        [waits, underWay, sent, "17", "no id"].map((id) => ({ id, data: '{"kept":true}' })),
        { now, reason: "denied", error: "Withdrawn." },
      );
    assert.deepEqual(await withdraw(T + 1500), [waits]);
    const detail = await store.detail(waits);
    assert.equal(detail?.row.status, "blocked");
    assert.deepEqual([detail?.row.reason, detail?.row.error], ["denied", "Withdrawn."]);
    assert.deepEqual([detail?.received, detail?.request, detail?.history], [{ kept: true }, null, []]);
    assert.equal((await store.detail(sent))?.row.status, "sent");
    // Once the lease has ended and it is still pending, it goes too; what comes of the old claim does not count.
    assert.deepEqual(await withdraw(T + 40_000), [underWay]);
    await store.settle([createSettlement(underWay, { token: "claim-2" })]);
    assert.equal((await store.detail(underWay))?.row.status, "blocked");
    assert.deepEqual(await store.claim(claimOf({ token: "claim-3", now: T + 90_000 })), []);
  });
}
