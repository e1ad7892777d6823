import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addLiveRows, appendPage, EMPTY_LOG, passesFilter } from "./event-log.ts";
import type { EventRow } from "./event-types.ts";
import { createTestRow } from "./test-row.ts";

const row = createTestRow;
const ids = (log: { rows: readonly EventRow[] }) => log.rows.map(({ id }) => id);
const page = (next: string | null, ...of: string[]) => ({ events: of.map((id) => row(id)), next });

test("a newer row comes first, also where ids differ in length", () => {
  const log = appendPage(EMPTY_LOG, page(null, "99", "98"));
  assert.deepEqual(ids(addLiveRows(log, [row("100")])), ["100", "99", "98"]);
});

test("a row that changes keeps its place", () => {
  const log = addLiveRows(appendPage(EMPTY_LOG, page(null, "3", "2", "1")), [row("2", { status: "sent" })]);
  assert.deepEqual(ids(log), ["3", "2", "1"]);
  assert.equal(log.rows[1]?.status, "sent");
});

test("a change of a row that the log does not reach yet leaves no gap", () => {
  const log = appendPage(EMPTY_LOG, page("8", "9", "8"));
  assert.deepEqual(ids(addLiveRows(log, [row("3")])), ["9", "8"]);
});

test("a row that arrives live and again with a page is shown once", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 })), fc.array(fc.integer({ min: 1, max: 50 })), (live, paged) => {
      const log = appendPage(
        addLiveRows(
          EMPTY_LOG,
          live.map((id) => row(String(id))),
        ),
        page(null, ...paged.map(String)),
      );
      const expected = [...new Set([...live, ...paged])].sort((a, b) => b - a).map(String);
      assert.deepEqual(ids(log), expected);
    }),
  );
});

test("the filter finds part of an event id or of an address, in any case, and the status", () => {
  const one = row("1", { eventId: "Order-17", url: "https://shop.example/Thank-You", status: "sent" });
  assert.equal(passesFilter(one, { q: "order-1", status: "" }), true);
  assert.equal(passesFilter(one, { q: "thank-you", status: "sent" }), true);
  assert.equal(passesFilter(one, { q: "thank-you", status: "failed" }), false);
  assert.equal(passesFilter(one, { q: "cart", status: "" }), false);
  assert.equal(passesFilter(one, { q: "  ", status: "" }), true);
});
