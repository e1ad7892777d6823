import assert from "node:assert/strict";
import { type EventRow, MAX_ORDERED, type RowFilter, type Store } from "../store.ts";
import { createRow, T } from "./rows.ts";
import type { TestIt } from "./test-it.ts";

/** The log is read in pages, narrowed and ordered. */
export function testLogPages(testIt: TestIt): void {
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
}
