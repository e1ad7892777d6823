import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import {
  type Claim,
  type EventRow,
  type KindFilter,
  MAX_ORDERED,
  type NewRow,
  type RowFilter,
  type Settlement,
  type Store,
} from "./store.ts";

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
    assert.equal(await store.prune({ before: T + 50, sites: { except: ["kept"] }, limit: 10, now: T }), 1);
    assert.equal(await left(), "dcb");
    assert.equal(await store.detail(ids[0] ?? ""), null);
    assert.equal(await store.prune({ before: T, sites: { only: "kept" }, limit: 10, now: T }), 0);
    assert.equal(await store.prune({ before: T + 1, sites: { only: "kept" }, limit: 10, now: T }), 1);
    assert.equal(await store.prune({ before: T + 100, sites: { except: [] }, limit: 10, now: T }), 1);
    assert.equal(await left(), "c");
    assert.deepEqual((await store.append([createRow({ eventId: "a" })])).length, 1);
  });

  testIt("the log is ordered by each column, either way, without losing or repeating a row", async (store) => {
    const hour = 3_600_000;
    const names = ["Lead", "Purchase", "Contact", "Lead", "Search", "Lead", "Contact", "Ünknown 日本"];
    await store.append(
      names.map((eventName, index) =>
        createRow({
          eventName,
          eventId: `${index}`,
          url: `https://shop.example/${index % 3}`,
          receivedAt: T + index * hour,
          pixelId: String(index % 2),
          ...(index % 3 === 0 && { status: "failed", error: `No. ${9 - index}` }),
        }),
      ),
    );
    const walk = async (filter: Partial<RowFilter>) => {
      const seen: EventRow[] = [];
      let before: string | undefined;
      let pages = 0;
      do {
        const page = await store.query({ limit: 2, ...filter, ...(before && { before }) });
        seen.push(...page.events);
        before = page.next ?? undefined;
        pages += 1;
        assert.ok(pages < 20, JSON.stringify(filter));
      } while (before);
      return seen.map(({ eventId }) => eventId).join("");
    };
    const range = { from: T + hour, to: T + 5 * hour };
    const wanted: [Partial<RowFilter>, string][] = [
      [{ ascending: true }, "01234567"],
      [{ sort: "event" }, "74153062"],
      [{ sort: "event", ascending: true }, "26035147"],
      [{ sort: "event", ascending: true, ...range }, "23514"],
      [{ sort: "pixel", ascending: true }, "02461357"],
      [{ sort: "status", ascending: true }, "03612457"],
      [{ sort: "status", status: "pending" }, "75421"],
      [{ sort: "event", scan: 3, text: "example/0", ascending: true }, "6 0 3"],
      [{ sort: "url", ascending: true }, "03614725"],
      [{ sort: "url", eventName: "Lead" }, "530"],
      [{ sort: "url", text: "/1", ...range }, "41"],
      [{ sort: "error", ascending: true }, "630"],
      [{ sort: "error", pixelId: "0" }, "06"],
      [{ sort: "error", status: "sent" }, ""],
    ];
    for (const [filter, expected] of wanted)
      assert.equal(await walk(filter), expected.replaceAll(" ", ""), JSON.stringify(filter));
  });

  testIt("an order by text that takes in the newest rows alone says since when", async (store) => {
    const total = MAX_ORDERED + 10;
    const rows = Array.from({ length: total }, (_, index) =>
      createRow({ eventId: String(index), url: String(index % 7), receivedAt: T + index }),
    );
    await store.append(rows);
    const page = await store.query({ limit: 2, sort: "url", ascending: true });
    assert.equal(page.orderedSince, T + 10);
    assert.deepEqual(
      page.events.map(({ eventId }) => Number(eventId)),
      [14, 21],
    );
    await store.append([createRow({ eventId: "new", url: "", receivedAt: T + total })]);
    const next = await store.query({ limit: 2, sort: "url", ascending: true, before: page.next ?? "" });
    assert.equal(next.orderedSince, T + 10);
    assert.deepEqual(
      next.events.map(({ eventId }) => Number(eventId)),
      [28, 35],
    );
    const narrow = await store.query({ limit: 2, sort: "url", from: T + 20 });
    assert.equal(narrow.orderedSince, undefined);
  });

  testIt("a bounded search says where it goes on and finds everything in the end", async (store) => {
    await store.append(
      Array.from({ length: 40 }, (_, index) =>
        createRow({
          eventId: `pf-${index}`,
          receivedAt: T + index,
          url: `https://shop.example/${index % 20}`,
          eventName: index % 2 ? "Lead" : "Search",
          siteId: index % 4 ? "shop" : "other",
          status: index % 8 === 7 ? "failed" : "pending",
        }),
      ),
    );
    const walk = async (filter: Partial<RowFilter>) => {
      const seen: string[] = [];
      let before: string | undefined;
      let pages = 0;
      do {
        const page = await store.query({ limit: 10, scan: 7, ...filter, ...(before && { before }) });
        seen.push(...page.events.map(({ eventId }) => eventId));
        before = page.next ?? undefined;
        pages += 1;
      } while (before && pages < 20);
      return seen.join(" ");
    };
    assert.equal(await walk({ text: "shop.example/3" }), "pf-23 pf-3");
    assert.equal(await walk({ text: "shop.example/3", ascending: true }), "pf-3 pf-23");
    assert.equal(await walk({ text: "pf-12" }), "pf-12");
    assert.equal(await walk({ eventName: "Search", siteId: "other", text: "PF-2" }), "pf-28 pf-24 pf-20");
    assert.equal(await walk({ status: "failed", eventName: "Lead" }), "pf-39 pf-31 pf-23 pf-15 pf-7");
    assert.equal(await walk({ status: "pending", siteId: "other", from: T + 10, to: T + 20 }), "pf-20 pf-16 pf-12");
  });

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

  testIt("a setting is swapped only if nobody else changed it meanwhile", async (store) => {
    assert.equal(await store.swapSetting("a", null, "first"), true);
    assert.equal(await store.swapSetting("a", null, "second"), false);
    assert.equal(await store.swapSetting("a", "other", "second"), false);
    assert.equal(await store.swapSetting("a", "first", "second"), true);
    assert.equal(await store.readSetting("a"), "second");
  });

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
