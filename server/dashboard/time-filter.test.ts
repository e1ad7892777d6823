import assert from "node:assert/strict";
import { test } from "node:test";
import { firstIdAt, isBigintId, MAX_ROW_TIME, POSTGRES_IDS_PER_MS } from "../store/row-id.ts";
import { startTestIngest } from "../test-support/start-test-ingest.ts";

test("a time that no row can have is a mistake of the one who asks", async (t) => {
  const ingest = await startTestIngest(t);
  const cookie = await ingest.logIn();
  const ask = (query: string) => fetch(`${ingest.url}/api/events?${query}`, { headers: { cookie } });
  for (const name of ["from", "to"]) {
    for (const time of ["999999999999999", String(MAX_ROW_TIME + 1), "-1", "1e3", "soon"]) {
      const response = await ask(`${name}=${time}`);
      assert.equal(response.status, 400, `${name}=${time}`);
      assert.match(((await response.json()) as { message: string }).message, new RegExp(`parameter ${name} cannot`));
    }
    assert.equal((await ask(`${name}=${MAX_ROW_TIME}`)).status, 200);
  }
});

test("the ids of the latest time fit both stores", () => {
  assert.ok(Number.isSafeInteger(firstIdAt(MAX_ROW_TIME + 1)));
  assert.ok(isBigintId(String(BigInt(MAX_ROW_TIME + 1) * BigInt(POSTGRES_IDS_PER_MS))));
});
