import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { startPostgres } from "../test-support/start-postgres.ts";
import { createTestFolder } from "../test-support/start-test-ingest.ts";
import { runSoak, type SoakResult } from "./run-soak.ts";

const KILLS = 5;

function check(t: TestContext, result: SoakResult): void {
  t.diagnostic(JSON.stringify(result));
  const { missingInStore, missingAtGraph, changedIds } = result;
  assert.deepEqual(
    { missingInStore, missingAtGraph, changedIds },
    { missingInStore: 0, missingAtGraph: 0, changedIds: 0 },
  );
  assert.ok(result.acknowledged > 0);
}

test(`SQLite: no acknowledged event is lost to ${KILLS} kills`, async (t) => {
  check(t, await runSoak({ store: { kind: "sqlite", dataDir: await createTestFolder(t) }, kills: KILLS }));
});

test("a stop under load finishes what was accepted", async (t) => {
  const store = { kind: "sqlite" as const, dataDir: await createTestFolder(t) };
  check(t, await runSoak({ store, kills: 2, signal: "SIGTERM" }));
});

test(`PostgreSQL: no acknowledged event is lost to ${KILLS} kills`, async (t) => {
  const postgres = await startPostgres();
  t.after(postgres.stop);
  check(t, await runSoak({ store: { kind: "postgres", url: await postgres.createDatabase() }, kills: KILLS }));
});
