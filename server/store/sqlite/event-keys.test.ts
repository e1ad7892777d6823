import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import fc from "fast-check";
import type { RowKey } from "../digest-row.ts";
import { createAppendRows } from "./append-rows.ts";
import { createErasures } from "./erasures.ts";
import { createEventKeys } from "./event-keys.ts";
import { createLeases } from "./leases.ts";
import { createRunGroup } from "./run-group.ts";
import { migrate } from "./schema.ts";
import { createTallies } from "./tallies.ts";

const keyOf = (n: number, eventName = "Lead"): RowKey => ({
  ...{ siteId: "shop", eventId: `pf-${n}`, eventName, pixelId: "1" },
});

/** What a writer does with rows, on a database that stays while writers come and go. */
function openWriter(db: DatabaseSync, keysPerRun: number) {
  const keys = createEventKeys(db, { keysPerRun, rowsPerPiece: keysPerRun });
  const tallies = createTallies(db);
  const append = createAppendRows(db, { keys, tallies, erasures: createErasures(db) });
  const removals = ["events", "payloads"].map((table) => db.prepare(`DELETE FROM ${table} WHERE id = ?`));
  const run = (key: RowKey) => {
    const { siteId, pixelId, eventName, eventId } = key;
    return append([[siteId, pixelId, eventName, eventId, "", "pending", null, null, 5, 5, 1]], ["{}"])[0] ?? null;
  };
  const parts = { db, keys, tallies, leases: createLeases() };
  return {
    /** Stores rows in one transaction; says the id of each, null for a repeat. */
    store: createRunGroup({ ...parts, run }),
    remove: createRunGroup({
      ...parts,
      run: ({ key, id }: { key: RowKey; id: string }) => {
        for (const removal of removals) removal.run(Number(id));
        keys.remove(key, Number(id));
      },
    }),
    idsOf: (eventId: string) => keys.idsOf("shop", eventId).map(String),
  };
}

function openDatabase(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  migrate(db);
  return db;
}

const countKeys = (db: DatabaseSync) => Number(db.prepare("SELECT count(*) AS count FROM event_keys").get()?.count);

test("an event is stored once and found by its id, through runs, refused groups, removals and new starts", () => {
  const event = fc.integer({ min: 0, max: 12 });
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("store"), events: fc.array(event, { maxLength: 6 }) }) },
    fc.record({ kind: fc.constant("refused"), events: fc.array(event, { minLength: 1, maxLength: 6 }) }),
    fc.record({ kind: fc.constant("remove"), events: fc.array(event, { minLength: 1, maxLength: 1 }) }),
    fc.record({ kind: fc.constant("start"), events: fc.constant<number[]>([]) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (steps, keysPerRun) => {
      const db = openDatabase();
      // What stands in `broken` fails the commit itself, after everything was written.
      db.exec("CREATE TABLE broken (id INTEGER REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED)");
      let writer = openWriter(db, keysPerRun);
      const stored = new Map<number, string>();
      for (const { kind, events } of steps) {
        if (kind === "start") writer = openWriter(db, keysPerRun);
        else if (kind === "refused") {
          db.exec("CREATE TRIGGER break_off BEFORE INSERT ON tallies BEGIN INSERT INTO broken VALUES (1); END");
          if (events.some((n) => !stored.has(n)))
            assert.throws(() => writer.store(events.map((n) => keyOf(n))), /FOREIGN/);
          db.exec("DROP TRIGGER break_off");
        } else if (kind === "remove") {
          const [n = 0] = events;
          const id = stored.get(n);
          if (id !== undefined) writer.remove([{ key: keyOf(n), id }]);
          stored.delete(n);
        } else {
          const ids = writer.store(events.map((n) => keyOf(n)));
          for (const [index, n] of events.entries()) {
            const id = ids[index];
            assert.equal(id === null, stored.has(n));
            if (typeof id === "string") stored.set(n, id);
          }
        }
        for (let n = 0; n <= 12; n += 1) {
          const id = stored.get(n);
          assert.deepEqual(writer.idsOf(`pf-${n}`), id === undefined ? [] : [id]);
        }
      }
      db.close();
    }),
    { numRuns: 300 },
  );
});

test("an event id of two names and two pixels is four rows, whether its keys are in memory or in the table", () => {
  const db = openDatabase();
  const writer = openWriter(db, 2);
  const keys = ["Lead", "Purchase"].flatMap((name) => [keyOf(1, name), { ...keyOf(1, name), pixelId: "2" }]);
  const ids = writer.store(keys);
  assert.equal(new Set(ids).size, 4);
  for (let n = 2; n < 12; n += 1) {
    assert.deepEqual(writer.store(keys), [null, null, null, null]);
    assert.deepEqual(writer.idsOf("pf-1"), ids.toReversed());
    writer.store([keyOf(n)]);
  }
  assert.ok(countKeys(db) > 4);
});

test("a group of more rows than a call takes arguments is stored, and its keys reach the table", () => {
  const db = openDatabase();
  const writer = openWriter(db, 10);
  const all = Array.from({ length: 140_000 }, (_, n) => keyOf(n));
  writer.store(all);
  // Two keys are written for each new one.
  writer.store(Array.from({ length: 70_000 }, (_, n) => keyOf(n, "Purchase")));
  assert.equal(countKeys(db), all.length);
});

test("what a start finds without a key gets one: a whole older store too", () => {
  const db = openDatabase();
  openWriter(db, 1000).store([1, 2, 3].map((n) => keyOf(n)));
  assert.equal(countKeys(db), 0);
  const next = openWriter(db, 1000);
  assert.equal(countKeys(db), 3);
  assert.deepEqual(next.store([keyOf(2), keyOf(4)])[0], null);
});

test("a start that is cut off goes on where it was", () => {
  const db = openDatabase();
  const writer = openWriter(db, 1000);
  writer.store([1, 2, 3, 4, 5].map((n) => keyOf(n)));
  const [id = ""] = writer.idsOf("pf-4");
  db.exec(`CREATE TRIGGER cut BEFORE INSERT ON event_keys WHEN new.id = ${id} BEGIN SELECT raise(ABORT, 'cut'); END`);
  assert.throws(() => openWriter(db, 2), /cut/);
  assert.equal(countKeys(db), 2);
  db.exec("DROP TRIGGER cut");
  const next = openWriter(db, 2);
  assert.equal(countKeys(db), 5);
  assert.deepEqual(next.store([1, 2, 3, 4, 5].map((n) => keyOf(n))), [null, null, null, null, null]);
});

test("what a full disk refuses takes no memory, and keeps nobody from looking up an event", () => {
  const db = openDatabase();
  const writer = openWriter(db, 6);
  writer.store([1, 2].map((n) => keyOf(n)));
  const { page_count: pages } = db.prepare("PRAGMA page_count").get() as { page_count: number };
  db.exec(`PRAGMA max_page_count = ${pages}`);
  const wide = { ...keyOf(3), eventName: "x".repeat(20_000) };
  for (let n = 0; n < 9; n += 1) assert.throws(() => writer.store([wide]), /full/);
  assert.equal(writer.idsOf("pf-2").length, 1);
  db.exec("PRAGMA max_page_count = 100000");
  // Six keys would be a run, which begins to go into the table with the next group.
  for (const n of [4, 5, 6]) writer.store([keyOf(n)]);
  assert.equal(countKeys(db), 0);
});

test("the key of a row that was deleted before its turn never reaches the table", () => {
  const db = openDatabase();
  const writer = openWriter(db, 3);
  const [first, second] = writer.store([keyOf(1), keyOf(2)]);
  writer.remove([{ key: keyOf(1), id: first as string }]);
  writer.store([keyOf(3)]);
  writer.store([keyOf(4), keyOf(5)]);
  const ids = db.prepare("SELECT id FROM event_keys ORDER BY id").all() as { id: number }[];
  assert.equal(ids.length, 2);
  assert.equal(String(ids[0]?.id), second);
});

test("a key whose row is gone keeps nobody out, and the key of a deleted row leaves the table", () => {
  const db = openDatabase();
  openWriter(db, 1000).store([keyOf(1)]);
  const writer = openWriter(db, 1000);
  db.exec("DELETE FROM events");
  assert.equal(countKeys(db), 1);
  const [id] = writer.store([keyOf(1)]);
  assert.equal(typeof id, "string");
  const last = openWriter(db, 1000);
  last.remove([{ key: keyOf(1), id: id as string }]);
  assert.deepEqual(last.idsOf("pf-1"), []);
});
