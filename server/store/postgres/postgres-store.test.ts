import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { startPostgres, type TestPostgres } from "../../test-support/start-postgres.ts";
import { testStore } from "../conformance/test-store.ts";
import { openPostgresStore } from "./postgres-store.ts";

let postgres: TestPostgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());

testStore("PostgreSQL", async (t) => {
  const store = await openPostgresStore(await postgres.createDatabase());
  t.after(() => store.close());
  return store;
});

test("PostgreSQL store: processes that start at once on an empty database agree on the schema", async (t) => {
  const url = await postgres.createDatabase();
  const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore(url)));
  t.after(() => Promise.all(stores.map((store) => store.close())));
  assert.deepEqual(await Promise.all(stores.map((store) => store.addSetting("a", "b"))), ["b", "b", "b", "b"]);
});

test("PostgreSQL store: another process hears of what one did", async (t) => {
  const url = await postgres.createDatabase();
  const [here, there] = await Promise.all([openPostgresStore(url), openPostgresStore(url)]);
  t.after(() => Promise.all([here.close(), there.close()]));
  const heard = new Promise((resolve) => there.onChange((ids, change) => resolve([ids, change])));
  const ids = await here.append([
    {
      siteId: "shop",
      pixelId: "dry-run",
      eventName: "Lead",
      eventId: "pf-1",
      url: "",
      status: "pending",
      reason: null,
      error: null,
      receivedAt: Date.now(),
      eventTime: Date.now(),
      data: "{}",
    },
  ]);
  assert.deepEqual(await heard, [ids, "added"]);
});

test("PostgreSQL store: a statement that is stuck ends with an error", async (t) => {
  const url = await postgres.createDatabase();
  const store = await openPostgresStore(url, { statementTimeoutMs: 100 });
  const other = new pg.Client({ connectionString: url });
  t.after(async () => {
    await other.end();
    await store.close();
  });
  await other.connect();
  await other.query("BEGIN; LOCK TABLE settings");
  await assert.rejects(store.writeSetting("a", "b"), /statement timeout/);
});

test("PostgreSQL store: an address that answers nothing is explained without its password", async () => {
  await assert.rejects(openPostgresStore("postgres://u:hidden@127.0.0.1:1/x"), (error: Error) => {
    assert.match(error.message, /DATABASE_URL: the database cannot be used/);
    assert.doesNotMatch(error.message, /hidden/);
    return true;
  });
});
