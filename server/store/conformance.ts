import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Claim, NewRow, Settlement, Store } from "./store.ts";

/** A time that rows can be received at, in the past of every machine. */
const T = 1_760_000_000_000;

function createRow(changes: Partial<NewRow> = {}): NewRow {
  return {
    siteId: "shop",
    pixelId: "dry-run",
    eventName: "Purchase",
    eventId: "pf-1",
    url: "https://shop.example/thanks",
    status: "pending",
    reason: null,
    error: null,
    receivedAt: T,
    eventTime: T - 1000,
    data: '{"event_id":"pf-1"}',
    ...changes,
  };
}

const claimOf = (changes: Partial<Claim> = {}): Claim => ({
  siteId: "shop",
  pixelId: "dry-run",
  token: "claim-1",
  now: T + 1000,
  until: T + 31_000,
  limit: 10,
  ...changes,
});

function createSettlement(id: string, changes: Partial<Settlement> = {}): Settlement {
  return {
    id,
    token: "claim-1",
    status: "sent",
    reason: null,
    error: null,
    attempts: 1,
    at: T + 2000,
    request: '{"data":[]}',
    graphUrl: "https://graph.example/v26.0/1/events",
    answer: `{"status":200,"body":{"events_received":1},"at":${T + 2000}}`,
    history: null,
    ...changes,
  };
}

/** What every store keeps to. `open` gives an empty one that is closed after the test. */
export function testStore(kind: string, open: (t: TestContext) => Promise<Store>): void {
  const testIt = (name: string, run: (store: Store) => Promise<void>) =>
    test(`${kind} store: ${name}`, async (t) => run(await open(t)));

  testIt("a row is there after append, as it was given", async (store) => {
    const [id] = await store.append([createRow()]);
    assert.ok(id);
    const detail = await store.detail(id);
    const { data, ...given } = createRow();
    assert.deepEqual(detail, {
      row: { id, ...given, processedAt: null, attempts: 0 },
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

  testIt("pages are newest first, complete and without repeats", async (store) => {
    await store.append(
      Array.from({ length: 25 }, (_, index) => createRow({ eventId: `pf-${index}`, receivedAt: T + index })),
    );
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await store.query({ limit: 10, ...(before && { before }) });
      seen.push(...page.events.map(({ eventId }) => eventId));
      before = page.next ?? undefined;
    } while (before);
    assert.deepEqual(
      seen,
      Array.from({ length: 25 }, (_, index) => `pf-${24 - index}`),
    );
  });

  testIt("filters narrow the log", async (store) => {
    await store.append([
      createRow({ eventId: "a" }),
      createRow({ eventId: "b", siteId: "other", receivedAt: T + 10 }),
      createRow({ eventId: "c", eventName: "Lead", receivedAt: T + 20 }),
      createRow({ eventId: "d", status: "failed", reason: "expired", error: "Too old.", receivedAt: T + 30 }),
      createRow({ eventId: "e", url: "https://shop.example/Cart", receivedAt: T + 40 }),
    ]);
    const ids = async (filter: Partial<Parameters<Store["query"]>[0]>) =>
      (await store.query({ limit: 10, ...filter })).events.map(({ eventId }) => eventId).join("");
    assert.equal(await ids({}), "edcba");
    assert.equal(await ids({ siteId: "other" }), "b");
    assert.equal(await ids({ eventName: "Lead" }), "c");
    assert.equal(await ids({ status: "failed" }), "d");
    assert.equal(await ids({ text: "cart" }), "e");
    assert.equal(await ids({ text: "b" }), "b");
    assert.equal(await ids({ from: T + 10, to: T + 20 }), "cb");
    assert.equal(await ids({ status: "pending", siteId: "shop", to: T + 20 }), "ca");
  });

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

  testIt("settings are kept, and a first one wins", async (store) => {
    assert.equal(await store.readSetting("a"), null);
    assert.equal(await store.addSetting("a", "first"), "first");
    assert.equal(await store.addSetting("a", "second"), "first");
    await store.writeSetting("a", "third");
    assert.equal(await store.readSetting("a"), "third");
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

  testIt("old rows go, a site's by its own measure, and pending ones never", async (store) => {
    const ids = await store.append([
      createRow({ eventId: "a", status: "failed" }),
      createRow({ eventId: "b", status: "failed", siteId: "kept" }),
      createRow({ eventId: "c" }),
      createRow({ eventId: "d", status: "failed", receivedAt: T + 50 }),
    ]);
    const left = async () => (await store.query({ limit: 10 })).events.map(({ eventId }) => eventId).join("");
    assert.equal(await store.prune({ before: T + 50, sites: { except: ["kept"] }, limit: 10 }), 1);
    assert.equal(await left(), "dcb");
    assert.equal(await store.detail(ids[0] ?? ""), null);
    assert.equal(await store.prune({ before: T, sites: { only: "kept" }, limit: 10 }), 0);
    assert.equal(await store.prune({ before: T + 1, sites: { only: "kept" }, limit: 10 }), 1);
    assert.equal(await store.prune({ before: T + 100, sites: { except: [] }, limit: 10 }), 1);
    assert.equal(await left(), "c");
    assert.deepEqual((await store.append([createRow({ eventId: "a" })])).length, 1);
  });
}
