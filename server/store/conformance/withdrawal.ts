import assert from "node:assert/strict";
import type { Claim, Settlement, Status, Store } from "../store.ts";
import { claimOf, createRow, createSettlement, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

const KEPT = { kept: true };
const WITHDRAWAL = { now: T + 1500, reason: "denied", error: "Withdrawn." };
const RETRY = { status: "pending", reason: "retry", error: "No answer.", at: T + 9000 } as const;
const LATER = { token: "claim-2", now: T + 40_000, until: T + 70_000 } satisfies Partial<Claim>;

const withdraw = (store: Store, ids: readonly string[]) =>
  store.withdraw(
    ids.map((id) => ({ id, data: JSON.stringify(KEPT) })),
    WITHDRAWAL,
  );

/** A row that is taken back while a relay works on it. */
async function withdrawClaimed(store: Store): Promise<string> {
  await store.append([createRow()]);
  const [row] = await store.claim(claimOf());
  assert.equal(row?.withdrawn, null);
  const id = row?.id ?? "";
  assert.deepEqual(await withdraw(store, [id]), [id]);
  return id;
}

async function assertBlocked(store: Store, id: string): Promise<void> {
  const detail = await store.detail(id);
  const { status, reason, error, processedAt } = detail?.row ?? {};
  assert.deepEqual([status, reason, error, processedAt], ["blocked", "denied", "Withdrawn.", T + 1500]);
  const { received, request, graphUrl, answer, history } = detail ?? {};
  assert.deepEqual({ received, request, graphUrl, answer, history }, { ...NOTHING, received: KEPT, history: [] });
  assert.deepEqual(await countStatuses(store), { blocked: 1 });
  assert.deepEqual(await store.requeue([id], T + 9000), []);
  assert.deepEqual(await store.lanes(), []);
}

const NOTHING = { request: null, graphUrl: null, answer: null };

async function countStatuses(store: Store): Promise<Partial<Record<Status, number>>> {
  const tallies = await store.tally({ from: T - 900_000, to: T + 900_000, stepMs: 1_800_000 });
  return Object.fromEntries(tallies.map(({ status, count }) => [status, count]));
}

/** What a visitor takes back goes no further. */
export function testWithdrawal(testIt: TestIt): void {
  testIt("what a visitor takes back is blocked while nobody works on it, and nothing else is", async (store) => {
    const rows = ["a", "b", "c"].map((eventId, index) => createRow({ eventId, receivedAt: T + index }));
    const [waits = "", sent = "", stays = ""] = await store.append(rows).then((ids) => ids.map(String));
    await store.claim(claimOf({ limit: 2 }));
    const failure = `{"at":${T},"outcome":"retry","error":"No answer."}`;
    await store.settle([createSettlement(waits, { ...RETRY, history: failure }), createSettlement(sent)]);
    assert.deepEqual(await withdraw(store, [waits, sent, "17", "no id"]), [waits]);
    const { row, received, ...rest } = (await store.detail(waits)) ?? assert.fail();
    assert.deepEqual([row.status, row.reason, row.error], ["blocked", "denied", "Withdrawn."]);
    assert.deepEqual([received, rest], [KEPT, { ...NOTHING, history: [] }]);
    assert.equal((await store.detail(sent))?.row.status, "sent");
    assert.deepEqual(
      (await store.claim(claimOf(LATER))).map(({ id }) => id),
      [stays],
    );
    assert.deepEqual(await countStatuses(store), { blocked: 1, sent: 1, pending: 1 });
  });

  testIt("a failed row that is taken back cannot be sent again", async (store) => {
    const [id = ""] = await store.append([createRow()]).then((ids) => ids.map(String));
    await store.claim(claimOf());
    await store.settle([createSettlement(id, { status: "failed", reason: "rejected", error: "No." })]);
    assert.deepEqual(await withdraw(store, [id]), [id]);
    await assertBlocked(store, id);
  });

  testIt("a row that is taken back in a relay's hands keeps nothing from then on", async (store) => {
    const heard: unknown[] = [];
    await store.append([createRow()]);
    const [row] = await store.claim(claimOf());
    const id = row?.id ?? "";
    await store.settle([createSettlement(id, { ...RETRY, at: T })]);
    await store.claim(claimOf());
    store.onChange((ids, change) => heard.push([change, ...ids]));
    assert.deepEqual(await withdraw(store, [id]), [id]);
    assert.deepEqual(heard, [["settled", id]]);
    const detail = await store.detail(id);
    assert.deepEqual([detail?.row.status, detail?.row.error], ["pending", "Withdrawn."]);
    const { received, request, graphUrl, answer, history } = detail ?? {};
    assert.deepEqual({ received, request, graphUrl, answer, history }, { ...NOTHING, received: KEPT, history: [] });
    assert.deepEqual(await countStatuses(store), { pending: 1 });
    assert.deepEqual(await store.claim(claimOf({ token: "claim-2" })), [], "the lease goes on");
    assert.deepEqual(await store.renew("claim-1", [id], T + 90_000), [], "but is not renewed");
  });

  const unsent = { "to be tried again": RETRY, refused: { status: "failed" }, "a dry run": { status: "dry_run" } };
  for (const [name, outcome] of Object.entries(unsent) as [string, Partial<Settlement>][])
    testIt(`a row that was taken back meanwhile is blocked, although the relay says it is ${name}`, async (store) => {
      const id = await withdrawClaimed(store);
      await store.settle([createSettlement(id, { reason: "other", error: "Other.", history: "{}", ...outcome })]);
      await assertBlocked(store, id);
    });

  testIt("a row that was sent before it was taken back is sent, without what says who it was", async (store) => {
    const id = await withdrawClaimed(store);
    await store.settle([createSettlement(id)]);
    const detail = await store.detail(id);
    assert.deepEqual([detail?.row.status, detail?.row.reason, detail?.row.error], ["sent", null, null]);
    assert.deepEqual([detail?.received, detail?.request], [KEPT, null]);
    assert.equal(detail?.answer?.status, 200);
    assert.deepEqual(await countStatuses(store), { sent: 1 });
  });

  testIt("whoever claims a row after a relay that died with it is told that it was taken back", async (store) => {
    const id = await withdrawClaimed(store);
    const [row] = await store.claim(claimOf(LATER));
    assert.deepEqual([row?.id, row?.withdrawn, row?.data], [id, "denied", JSON.stringify(KEPT)]);
    const late = createSettlement(id, { ...RETRY, token: "claim-1" });
    await store.settle([late]);
    assert.equal((await store.detail(id))?.row.status, "pending");
    await store.settle([createSettlement(id, { token: "claim-2", status: "blocked", reason: "denied" })]);
    await assertBlocked(store, id);
  });

  testIt("whichever comes first, a withdrawal or an outcome, nothing of the visitor stays", async (store) => {
    const ids = (await store.append(Array.from({ length: 60 }, (_, n) => createRow({ eventId: `${n}` })))).map(String);
    await store.claim(claimOf({ limit: 60 }));
    await Promise.all(
      ids.flatMap((id, index) => {
        const settle = () => store.settle([createSettlement(id, RETRY)]);
        const take = () => withdraw(store, [id]);
        return index % 2 ? [settle(), take()] : [take(), settle()];
      }),
    );
    for (const detail of await store.details(ids))
      assert.deepEqual([detail.row.status, detail.received, detail.request], ["blocked", KEPT, null]);
    assert.deepEqual(await countStatuses(store), { blocked: 60 });
  });
}
