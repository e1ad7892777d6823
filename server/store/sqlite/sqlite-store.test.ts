import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { createTestFolder } from "../../test-support/start-test-ingest.ts";
import { testStore } from "../conformance/test-store.ts";
import { lockFolder } from "./lock-folder.ts";
import { openSqliteStore } from "./sqlite-store.ts";

const rowOf = (eventId: string) => ({
  ...{ siteId: "shop", pixelId: "1", eventName: "Lead", eventId, url: "", status: "pending" as const },
  ...{ reason: null, error: null, receivedAt: 5, eventTime: 5, data: "{}" },
});

testStore("SQLite", async (t) => {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  return store;
});

test("SQLite store: settings can be written beside a running ingest", async (t) => {
  const folder = await createTestFolder(t);
  const running = await openSqliteStore(folder);
  t.after(() => running.close());
  const beside = await openSqliteStore(folder, { shared: true });
  await beside.writeSetting("a", "b");
  await beside.close();
  assert.equal(await running.readSetting("a"), "b");
});

test("SQLite store: data of a newer version is left alone", async (t) => {
  const folder = await createTestFolder(t);
  const db = new DatabaseSync(join(folder, "pixelflow.db"));
  db.exec("PRAGMA user_version = 1000");
  db.close();
  await assert.rejects(openSqliteStore(folder), /DATA_DIR: .* cannot be used: .*newer PixelFlow/);
});

/** Makes a closed store one of the schema that had a unique index on events. */
function makeOlder(folder: string): void {
  const db = new DatabaseSync(join(folder, "pixelflow.db"));
  db.exec(`
    DROP TABLE event_keys;
    DROP TABLE event_keys_through;
    CREATE UNIQUE INDEX events_once ON events (site_id, event_id, event_name, pixel_id);
    PRAGMA user_version = 4;
  `);
  db.close();
}

test("SQLite store: what is erased from an older store is in no page of the file either", async (t) => {
  const folder = await createTestFolder(t);
  const first = await openSqliteStore(folder);
  // Long ids: the pages of their index are more than those that the keys take instead.
  const idOf = (n: number) => `pf-order-${n}-${"x".repeat(200)}`;
  await first.append(Array.from({ length: 500 }, (_, n) => rowOf(idOf(n))));
  await first.close();
  makeOlder(folder);
  const store = await openSqliteStore(folder);
  const rows = await store.rowsByEventId(["shop"], idOf(250));
  assert.equal(await store.remove([rows[0]?.id ?? ""], 100), 1);
  await store.close();
  const file = await readFile(join(folder, "pixelflow.db"), "latin1");
  assert.ok(file.includes("pf-order-251-"));
  assert.ok(!file.includes("pf-order-250-"));
});

test("SQLite store: once it is closed, everything is in the one file that a backup would copy", async (t) => {
  const folder = await createTestFolder(t);
  const store = await openSqliteStore(folder);
  await store.append([rowOf("pf-1")]);
  await store.close();
  assert.deepEqual((await readdir(folder)).sort(), ["ingest.lock", "pixelflow.db"]);
});

test("SQLite store: settings are not written beside a running ingest of an older version, which could not go on", async (t) => {
  const folder = await createTestFolder(t);
  await (await openSqliteStore(folder)).close();
  makeOlder(folder);
  const unlock = lockFolder(folder);
  await assert.rejects(openSqliteStore(folder, { shared: true }), /Another ingest is running/);
  const db = new DatabaseSync(join(folder, "pixelflow.db"));
  assert.equal(db.prepare("PRAGMA user_version").get()?.user_version, 4);
  db.close();
  unlock();
  const beside = await openSqliteStore(folder, { shared: true });
  await beside.writeSetting("a", "b");
  await beside.close();
});

test("SQLite store: a folder that cannot be made is explained", async (t) => {
  const folder = await createTestFolder(t);
  await writeFile(join(folder, "file"), "");
  await assert.rejects(openSqliteStore(join(folder, "file", "data")), /DATA_DIR: .* cannot be used: .*ENOTDIR/);
});

test("SQLite store: what cannot be stored fails alone, and claims beside it hold", async (t) => {
  const folder = await createTestFolder(t);
  const store = await openSqliteStore(folder);
  t.after(() => store.close());
  const db = new DatabaseSync(join(folder, "pixelflow.db"));
  db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON events WHEN new.event_id = 'bad'
    BEGIN SELECT raise(ABORT, 'refused'); END`);
  db.close();
  const claim = { siteId: "shop", pixelId: "1", token: "a", now: 10, until: 1e15, limit: 5 };
  const [first, claimed, bad, last] = await Promise.allSettled([
    store.append([rowOf("first")]),
    store.claim(claim),
    store.append([rowOf("half"), rowOf("bad")]),
    store.append([rowOf("last")]),
  ]);
  assert.deepEqual([first.status, bad.status, last.status], ["fulfilled", "rejected", "fulfilled"]);
  assert.deepEqual(claimed.status === "fulfilled" && claimed.value.map(({ eventId }) => eventId), ["first"]);
  const { events } = await store.query({ limit: 9 });
  assert.deepEqual(
    events.map(({ eventId }) => eventId),
    ["last", "first"],
  );
});

test("SQLite store: what was claimed when the process ended is free at the next start", async (t) => {
  const folder = await createTestFolder(t);
  const claim = { siteId: "shop", pixelId: "1", token: "a", now: 10, until: 1e15, limit: 5 };
  const first = await openSqliteStore(folder);
  await first.append([rowOf("pf-1")]);
  assert.equal((await first.claim(claim)).length, 1);
  assert.equal((await first.claim(claim)).length, 0);
  await first.close();
  const second = await openSqliteStore(folder);
  t.after(() => second.close());
  assert.equal((await second.claim(claim)).length, 1);
});
