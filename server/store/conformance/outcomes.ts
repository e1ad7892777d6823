import assert from "node:assert/strict";
import { claimOf, createRow, createSettlement, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

/** What became of a row is recorded, and a failed one can start anew. */
export function testOutcomes(testIt: TestIt): void {
  testIt("a final outcome is on the row and takes it out of the lane", async (store) => {
    await store.append([createRow()]);
    const [row] = await store.claim(claimOf());
    await store.settle([createSettlement(row?.id ?? "")]);
    const detail = await store.detail(row?.id ?? "");
    assert.equal(detail?.row.status, "sent");
    assert.equal(detail?.row.processedAt, T + 2000);
    assert.equal(detail?.row.attempts, 1);
    assert.deepEqual(detail?.request, { data: [] });
    assert.equal(detail?.graphUrl, "https://graph.example/v26.0/1/events");
    assert.deepEqual(detail?.answer, { status: 200, body: { events_received: 1 }, at: T + 2000 });
    assert.deepEqual(await store.lanes(), []);
    assert.deepEqual(await store.backlog(), { pending: 0, oldestReceivedAt: null });
  });

  testIt("a row to be tried again is due then, and keeps its last answer", async (store) => {
    await store.append([createRow()]);
    const [row] = await store.claim(claimOf());
    const id = row?.id ?? "";
    const history = JSON.stringify({ at: T, outcome: "meta_error", error: "Meta answered 500." });
    const later = { status: "pending", reason: "retry", error: "Meta answered 500.", at: T + 9000, history } as const;
    await store.settle([createSettlement(id, later)]);
    assert.equal((await store.lanes())[0]?.dueAt, T + 9000);
    assert.deepEqual(await store.claim(claimOf({ token: "claim-2", now: T + 8000 })), []);
    const [again] = await store.claim(claimOf({ token: "claim-3", now: T + 9000 }));
    assert.equal(again?.attempts, 1);
    await store.settle([createSettlement(id, { ...later, token: "claim-3", answer: null, attempts: 2 })]);
    const detail = await store.detail(id);
    assert.equal(detail?.row.error, "Meta answered 500.");
    assert.equal(detail?.row.processedAt, null);
    assert.equal(detail?.answer?.status, 200);
    assert.deepEqual(detail?.history, [JSON.parse(history), JSON.parse(history)]);
  });

  testIt("an outcome after the lease was lost counts only if it is final", async (store) => {
    await store.append([createRow()]);
    const [row] = await store.claim(claimOf());
    const id = row?.id ?? "";
    await store.claim(claimOf({ token: "claim-2", now: T + 40_000, until: T + 70_000 }));
    await store.settle([createSettlement(id, { status: "pending", at: T + 41_000 })]);
    assert.deepEqual(await store.claim(claimOf({ token: "claim-3", now: T + 50_000 })), []);
    await store.settle([createSettlement(id)]);
    assert.equal((await store.detail(id))?.row.status, "sent");
    await store.settle([createSettlement(id, { token: "claim-2", status: "failed" })]);
    assert.equal((await store.detail(id))?.row.status, "sent");
  });

  testIt("a failed row, and no other, can be sent again, and keeps its history", async (store) => {
    const [id, sent] = (await store.append([createRow(), createRow({ eventId: "b" })])) as [string, string];
    await store.claim(claimOf());
    const failure = { at: T, outcome: "rejected", error: "No." };
    const failed = { status: "failed", reason: "rejected", error: "No.", history: JSON.stringify(failure) } as const;
    await store.settle([createSettlement(id, failed), createSettlement(sent)]);
    assert.deepEqual(await store.requeue([id, sent, "17", "no id"], T + 5000), [id]);
    const detail = await store.detail(id);
    const { status, reason, error, attempts, processedAt } = detail?.row ?? {};
    assert.deepEqual(
      { status, reason, error, attempts, processedAt },
      { status: "pending", reason: null, error: null, attempts: 1, processedAt: null },
    );
    assert.deepEqual(detail?.history, [failure, { at: T + 5000, outcome: "requeued", error: null }]);
    assert.deepEqual(
      (await store.claim(claimOf({ token: "claim-2", now: T + 5000, until: T + 35_000 }))).map((row) => row.id),
      [id],
    );
  });
}
