import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createTestFolder } from "../test-support/start-test-ingest.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";
import { type EventRow, type RowFilter, SORT_KEYS, type SortKey } from "./store.ts";

const T = 1_760_000_000_000;
const MINUTE_MS = 60_000;
const SITES = ["shop", "blog"];
const NAMES = ["Lead", "Purchase", "PageView", "Ünusual"];
const STATUSES = ["sent", "failed", "pending"] as const;

const VALUE_OF: Record<SortKey, (row: EventRow) => string> = {
  time: () => "",
  event: (row) => row.eventName,
  url: (row) => row.url,
  pixel: (row) => row.pixelId,
  status: (row) => row.status,
  error: (row) => row.error ?? "",
};

/** The same page of the log, made the plain way from all rows. */
function pick(rows: readonly EventRow[], filter: Partial<RowFilter>): string[] {
  const { siteId, pixelId, eventName, status, text, from = 0, to = Number.POSITIVE_INFINITY, sort = "time" } = filter;
  const read = VALUE_OF[sort];
  const sign = filter.ascending ? 1 : -1;
  return rows
    .filter(
      (row) =>
        (siteId === undefined || row.siteId === siteId) &&
        (pixelId === undefined || row.pixelId === pixelId) &&
        (eventName === undefined || row.eventName === eventName) &&
        (status === undefined || row.status === status) &&
        (!text || row.url.includes(text) || row.eventId.includes(text)) &&
        (sort !== "error" || row.error !== null) &&
        row.receivedAt >= from &&
        row.receivedAt <= to,
    )
    .sort((a, b) => sign * (Buffer.compare(Buffer.from(read(a)), Buffer.from(read(b))) || Number(a.id) - Number(b.id)))
    .map(({ eventId }) => eventId);
}

const rowArbitrary = fc.record({
  afterMinutes: fc.integer({ min: 0, max: 40 }),
  siteId: fc.constantFrom(...SITES),
  pixelId: fc.constantFrom("1", "2"),
  eventName: fc.constantFrom(...NAMES),
  status: fc.constantFrom(...STATUSES),
  path: fc.integer({ min: 0, max: 12 }),
});

const orNothing = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const minutes = fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined });
const filterArbitrary = fc.record({
  limit: fc.integer({ min: 1, max: 9 }),
  scan: orNothing([1, 3, 20]),
  sort: orNothing(SORT_KEYS),
  ascending: fc.boolean(),
  siteId: orNothing(SITES),
  pixelId: orNothing(["1", "2", "3"]),
  eventName: orNothing(NAMES),
  status: orNothing([...STATUSES, "lost"] as const),
  text: orNothing(["/1", "/3", "nowhere"]),
  fromMinutes: minutes,
  toMinutes: minutes,
});

test("whatever the filter and order, the pages together are what a plain search of all rows gives", async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowArbitrary, { minLength: 1, maxLength: 60 }),
      fc.array(filterArbitrary, { minLength: 25, maxLength: 25 }),
      async (given, filters) => {
        const store = await openSqliteStore(await createTestFolder(t));
        try {
          let at = T;
          const rows = given.map(({ afterMinutes, path, ...kind }, index) => {
            at += afterMinutes * MINUTE_MS;
            const error = kind.status === "failed" ? `Refused ${path}` : null;
            const data = {
              url: `https://x.example/${path}`,
              reason: null,
              error,
              receivedAt: at,
              eventTime: at,
              data: "{}",
            };
            return { ...kind, ...data, eventId: `e${index}` };
          });
          await store.append(rows);
          const all = (await store.query({ limit: 100 })).events;
          assert.equal(all.length, rows.length);
          for (const { fromMinutes, toMinutes, ...rest } of filters) {
            const times = {
              ...(fromMinutes !== undefined && { from: T + fromMinutes * MINUTE_MS }),
              ...(toMinutes !== undefined && { to: T + toMinutes * MINUTE_MS }),
            };
            const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
            const filter = { ...defined, ...times } as RowFilter;
            const seen: string[] = [];
            let before: string | undefined;
            for (let pages = 0; pages < 300; pages += 1) {
              const page = await store.query({ ...filter, ...(before !== undefined && { before }) });
              assert.ok(page.events.length <= filter.limit);
              seen.push(...page.events.map(({ eventId }) => eventId));
              if (page.next === null) break;
              before = page.next;
            }
            assert.deepEqual(seen, pick(all, filter), JSON.stringify(filter));
          }
        } finally {
          await store.close();
        }
      },
    ),
    { numRuns: 12 },
  );
});

test("a search goes on to its end though a page begins at the first row of a quarter of an hour", async (t) => {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  const kind = { siteId: "blog", pixelId: "1", eventName: "Lead", status: "sent" as const, reason: null, error: null };
  await store.append(
    [23, 40, 46].map((minute) => ({
      ...kind,
      eventId: `at-${minute}`,
      url: `https://x.example/${minute}`,
      receivedAt: T + minute * MINUTE_MS,
      eventTime: T,
      data: "{}",
    })),
  );
  const search = { siteId: "blog", text: "/23", limit: 2, scan: 1 };
  const found: string[] = [];
  const cursors: (string | null)[] = [];
  do {
    const before = cursors.at(-1);
    const page = await store.query({ ...search, ...(before && { before }) });
    found.push(...page.events.map(({ eventId }) => eventId));
    assert.ok(!cursors.includes(page.next), "each page begins further on");
    cursors.push(page.next);
  } while (cursors.at(-1) !== null);
  assert.deepEqual(found, ["at-23"]);
});
