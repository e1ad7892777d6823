import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { mintEventId } from "../../src/wire/event-id.ts";
import { startFakeGraph } from "../relay/fake-graph.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { startProcess } from "../test-support/start-process.ts";
import { createBody, createEvent, createTestFolder, SHOP } from "../test-support/start-test-ingest.ts";

const FBP = "fb.1.1757000000123.4711";

test("an event that was taken back while Meta was silent stays withheld although the ingest is killed", async (t) => {
  const graph = await startFakeGraph();
  t.after(() => graph.close());
  const [folder, dataDir] = await Promise.all([createTestFolder(t), createTestFolder(t)]);
  const sitesFile = join(folder, "sites.json");
  await writeFile(sitesFile, JSON.stringify({ sites: [{ ...SHOP, pixels: [{ id: "1001", accessToken: "token" }] }] }));
  const start = async () => {
    const ingest = await startProcess({ DATA_DIR: dataDir, SITES_FILE: sitesFile, META_GRAPH_URL: graph.url });
    t.after(() => ingest.kill("SIGKILL"));
    return ingest;
  };
  const post = async (url: string, body: object) => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const idsOf = () => graph.calls.map(({ body }) => body.data.map(({ event_id }) => event_id));

  graph.answer(() => "hang");
  const first = await start();
  const [refused, other] = [mintEventId(crypto), mintEventId(crypto)];
  await post(`${first.url}/event`, createBody(createEvent({ event_id: refused, fbp: FBP })));
  await graph.until(() => true);
  const withdraw = { events: [{ event_id: refused, eventType: "Purchase" }], whose: { consentSource: "api" } };
  const answer = await post(`${first.url}/blocked-events`, { ...SHOP, siteId: SHOP.id, withdraw });
  assert.deepEqual(answer, { status: 202, body: { accepted: 0, withdrawn: 1 } });
  await first.kill("SIGKILL");

  graph.answer(() => undefined);
  const second = await start();
  await post(`${second.url}/event`, createBody(createEvent({ event_id: other })));
  await graph.until(({ body }) => body.data.some(({ event_id }) => event_id === other));
  // Ends what is under way before it ends.
  assert.equal(await second.kill("SIGTERM"), 0);
  assert.deepEqual(idsOf(), [[refused], [other]]);

  const store = await openSqliteStore(dataDir);
  t.after(() => store.close());
  const detail = await store.detailByEventId(SHOP.id, refused);
  assert.deepEqual([detail?.row.status, detail?.row.reason], ["blocked", "denied"]);
  assert.match(detail?.row.error ?? "", /^Withdrawn: .* \(api\)\.$/);
  assert.doesNotMatch(JSON.stringify(detail), /4711|62a14e44/);
  assert.equal((await store.detailByEventId(SHOP.id, other))?.row.status, "sent");
});
