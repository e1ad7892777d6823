import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outcome } from "./api.ts";
import { createEventFeed, FIRST_STATE } from "./event-feed.ts";
import type { EventRow, LogFilter, RowPage } from "./event-types.ts";
import { createTestRow } from "./test-row.ts";

const ALL: LogFilter = { q: "", status: "" };
const settled = () => new Promise((resolve) => setImmediate(resolve));
const range = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => createTestRow(from - index));

/** A feed whose answers, stream and clock are in the test's hands. */
function createTestFeed({ isHeld = false } = {}) {
  const questions: { filter: LogFilter; before?: string; answer(outcome: Outcome<RowPage>): Promise<unknown> }[] = [];
  const streams: {
    rows(rows: EventRow[], removed?: string[]): void;
    state(state: "live" | "lost"): void;
    closed(): void;
    isOpen: boolean;
  }[] = [];
  const scheduled: { run: () => void; delayMs: number }[] = [];
  let session: Outcome<undefined> = { kind: "ok", value: undefined };
  let state = FIRST_STATE;
  let signedOut = 0;
  const feed = createEventFeed({
    api: {
      readEvents: (filter, before) =>
        new Promise((resolve) => {
          const answer = (outcome: Outcome<RowPage>) => {
            resolve(outcome);
            return settled();
          };
          questions.push({ filter, answer, ...(before && { before }) });
        }),
      readSession: async () => session,
    },
    connect(_path, listener) {
      const { news, ...rest } = listener;
      const stream = {
        ...rest,
        rows: (rows: EventRow[], removed: string[] = []) => news({ rows, removed }),
        isOpen: true,
      };
      streams.push(stream);
      return () => {
        stream.isOpen = false;
      };
    },
    onState(next) {
      state = next;
    },
    onSignedOut: () => signedOut++,
    holdPlace: () => isHeld,
    schedule(run, delayMs) {
      scheduled.push({ run, delayMs });
      return () => {};
    },
  });
  const last = <Item>(items: Item[]): Item => {
    const item = items.at(-1);
    assert.ok(item);
    return item;
  };
  return {
    feed,
    state: () => state,
    ids: () => state.log.rows.map(({ id }) => Number(id)),
    question: () => last(questions),
    questions,
    stream: () => last(streams),
    streams,
    scheduled,
    signedOut: () => signedOut,
    endSession: () => {
      session = { kind: "signed-out" };
    },
  };
}

const page = (rows: EventRow[], next: string | null = null): Outcome<RowPage> => ({
  kind: "ok",
  value: { events: rows, next },
});

test("a row that arrives while the first page is on its way is there once the page is", async () => {
  const t = createTestFeed();
  t.feed.show(ALL);
  t.stream().rows([createTestRow(3)]);
  await t.question().answer(page(range(2, 1)));
  assert.deepEqual(t.ids(), [3, 2, 1]);
});

test("an answer to an older filter is dropped", async () => {
  const t = createTestFeed();
  t.feed.show(ALL);
  t.feed.show({ q: "cart", status: "" });
  const [older, newer] = t.questions;
  await newer?.answer(page([createTestRow(5, { url: "https://shop.example/cart" })]));
  await older?.answer(page(range(9, 1)));
  assert.deepEqual(t.ids(), [5]);
});

test("a live row that the filter keeps out is not added, and one that is there already is renewed", async () => {
  const t = createTestFeed();
  t.feed.show({ q: "", status: "pending" });
  await t.question().answer(page([createTestRow(1)]));
  t.stream().rows([createTestRow(1, { status: "sent" }), createTestRow(2, { status: "sent" })]);
  assert.deepEqual(t.ids(), [1]);
  assert.equal(t.state().log.rows[0]?.status, "sent");
});

test("what arrived while the stream was broken is caught up when it opens again", async () => {
  const t = createTestFeed();
  t.feed.show(ALL);
  await t.question().answer(page(range(3, 1)));
  t.stream().state("lost");
  assert.equal(t.state().live, "lost");
  t.stream().state("live");
  await t.question().answer(page(range(5, 2)));
  assert.deepEqual(t.ids(), [5, 4, 3, 2, 1]);
});

test("where more than a page was missed the log starts anew, without a gap", async () => {
  const t = createTestFeed();
  t.feed.show(ALL);
  await t.question().answer(page(range(3, 1)));
  t.stream().state("live");
  await t.question().answer(page(range(60, 11), "11"));
  assert.deepEqual(
    t.ids(),
    range(60, 11).map(({ id }) => Number(id)),
  );
  assert.equal(t.state().log.next, "11");
});

test("older rows are appended from where the log ends, once at a time", async () => {
  const t = createTestFeed();
  t.feed.show(ALL);
  await t.question().answer(page(range(9, 5), "5"));
  t.feed.loadMore();
  t.feed.loadMore();
  assert.equal(t.questions.length, 2);
  assert.equal(t.question().before, "5");
  await t.question().answer(page(range(4, 1)));
  assert.deepEqual(t.ids(), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  assert.equal(t.state().log.next, null);
});

test("at the top a long log keeps its newest page; where a place is held, newer rows are counted and not drawn", async () => {
  const top = createTestFeed();
  top.feed.show(ALL);
  await top.question().answer(page(range(10, 1)));
  top.stream().rows(range(400, 11));
  assert.deepEqual(
    top.ids(),
    range(400, 351).map(({ id }) => Number(id)),
  );
  top.feed.loadMore();
  assert.equal(top.question().before, "351");

  const held = createTestFeed({ isHeld: true });
  held.feed.show(ALL);
  await held.question().answer(page(range(10, 1)));
  held.stream().rows(range(290, 11));
  held.stream().rows([...range(1000, 291), createTestRow(1, { status: "sent" })]);
  held.stream().rows(range(1000, 291).map((row) => ({ ...row, status: "sent" as const })));
  assert.equal(held.ids()[0], 290);
  assert.equal(held.state().skipped, 710);
  assert.equal(held.state().log.rows.at(-1)?.status, "sent");
});

test("rows that are erased leave the log at once, wherever they are counted", async () => {
  const t = createTestFeed({ isHeld: true });
  t.feed.show({ ...ALL, sort: "url" });
  await t.question().answer(page(range(5, 1)));
  t.stream().rows(range(7, 6));
  assert.equal(t.state().skipped, 2);
  t.stream().rows([], ["7", "3", "99"]);
  assert.deepEqual(t.ids(), [5, 4, 2, 1]);
  assert.equal(t.state().skipped, 1);
});

test("a failed read is told, and showing again tries again", async () => {
  const t = createTestFeed();
  t.feed.show(ALL);
  await t.question().answer({ kind: "unreachable" });
  assert.deepEqual(t.state().phase, { kind: "failed", failure: { kind: "unreachable" } });
  t.feed.show(ALL);
  assert.equal(t.state().phase.kind, "loading");
  await t.question().answer(page(range(1, 1)));
  assert.equal(t.state().phase.kind, "ready");
});

test("a closed stream is opened again with growing pauses, and leads to the log-in when the session is over", async () => {
  const t = createTestFeed();
  for (const delayMs of [1000, 2000, 4000]) {
    t.stream().closed();
    await settled();
    assert.equal(t.scheduled.at(-1)?.delayMs, delayMs);
    t.scheduled.at(-1)?.run();
  }
  assert.equal(t.streams.length, 4);
  t.endSession();
  t.stream().closed();
  await settled();
  assert.equal(t.signedOut(), 1);
});

test("a stopped feed hangs up and answers no more", async () => {
  const t = createTestFeed();
  t.feed.show(ALL);
  t.feed.stop();
  assert.equal(t.stream().isOpen, false);
  await t.question().answer(page(range(1, 1)));
  assert.deepEqual(t.ids(), []);
});
