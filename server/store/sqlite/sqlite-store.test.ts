import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { createTestFolder } from "../../test-support/start-test-ingest.ts";
import { testStore } from "../conformance.ts";
import { openSqliteStore } from "./sqlite-store.ts";

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
  await assert.rejects(openSqliteStore(folder), /newer PixelFlow/);
});
