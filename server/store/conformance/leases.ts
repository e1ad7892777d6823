import assert from "node:assert/strict";
import type { Claim } from "../store.ts";
import { claimOf, createRow, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

/** Rows wait in lanes and are one relay's for a while. */
export function testLeases(testIt: TestIt): void {
  testIt("lanes are told apart, with their earliest due time", async (store) => {
    assert.deepEqual(await store.lanes(), []);
    await store.append([
      createRow({ eventId: "a", receivedAt: T + 5 }),
      createRow({ eventId: "b" }),
      createRow({ eventId: "c", pixelId: "2" }),
      createRow({ eventId: "d", siteId: "other", pixelId: "1" }),
      createRow({ eventId: "e", siteId: "done", status: "failed" }),
    ]);
    assert.deepEqual(
      (await store.lanes()).map(({ siteId, pixelId, dueAt }) => [siteId, pixelId, dueAt]),
      [
        ["other", "1", T],
        ["shop", "2", T],
        ["shop", "dry-run", T],
      ],
    );
  });

  testIt(
    "a claim takes due rows of its lane in order and hides them from others until the lease ends",
    async (store) => {
      await store.append(["a", "b", "c"].map((eventId, index) => createRow({ eventId, receivedAt: T + index })));
      await store.append([createRow({ eventId: "z", pixelId: "2" })]);
      const first = await store.claim(claimOf({ limit: 2 }));
      assert.deepEqual(
        first.map(({ eventId, eventName, attempts, receivedAt, eventTime, data }) => ({
          eventId,
          eventName,
          attempts,
          receivedAt,
          eventTime,
          data,
        })),
        ["a", "b"].map((eventId, index) => ({
          eventId,
          eventName: "Purchase",
          attempts: 0,
          receivedAt: T + index,
          eventTime: T - 1000,
          data: '{"event_id":"pf-1"}',
        })),
      );
      const eventIds = async (claim: Partial<Claim>) =>
        (await store.claim(claimOf(claim))).map(({ eventId }) => eventId).join("");
      assert.equal(await eventIds({ token: "claim-2" }), "c");
      assert.equal(await eventIds({ token: "claim-3" }), "");
      assert.equal(await eventIds({ token: "claim-4", now: T + 32_000, until: T + 62_000 }), "abc");
    },
  );

  testIt("claims at the same time never share a row", async (store) => {
    await store.append(Array.from({ length: 100 }, (_, index) => createRow({ eventId: String(index) })));
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) => store.claim(claimOf({ token: `claim-${index}`, limit: 20 }))),
    );
    const ids = claims.flat().map(({ id }) => id);
    assert.equal(ids.length, 100);
    assert.equal(new Set(ids).size, 100);
  });

  testIt("a lease is renewed by its holder alone", async (store) => {
    await store.append([createRow()]);
    const [row] = await store.claim(claimOf());
    const id = row?.id ?? "";
    assert.deepEqual(await store.renew("other", [id], T + 90_000), []);
    assert.deepEqual(await store.renew("claim-1", [id], T + 90_000), [id]);
    assert.deepEqual(await store.claim(claimOf({ token: "claim-2", now: T + 40_000, until: T + 70_000 })), []);
  });
}
