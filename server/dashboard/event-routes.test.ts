import assert from "node:assert/strict";
import { test } from "node:test";
import { graphError, startFakeGraph } from "../relay/fake-graph.ts";
import { createBody, createEvent, SHOP, startTestIngest, type TestIngest } from "../test-support/start-test-ingest.ts";

const PIXELS = [{ id: "1234567890", accessToken: "secret-token" }];

async function createDownload(ingest: TestIngest) {
  const cookie = await ingest.logIn();
  return async (query: string) => {
    const response = await fetch(`${ingest.url}/api/export?${query}`, { headers: { cookie } });
    return { response, text: await response.text() };
  };
}

test("a failed event is explained, sent again on demand, and shown as sent with all its attempts", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  graph.answer(() => graphError(100, { error_subcode: 2804050, error_user_title: "Not enough" }));
  const ingest = await startTestIngest(t, {
    sites: [{ ...SHOP, pixels: PIXELS }],
    graph: { url: graph.url, version: "v26.0" },
  });
  await ingest.post(createBody(createEvent()));
  const [row] = await ingest.rowsOnce(({ status }) => status === "failed", 1);
  const failed = (await ingest.api(`/api/events/${row?.id}`)) as { explanation: { title: string } };
  assert.equal(failed.explanation.title, "Meta cannot tell whom the event is about");

  graph.answer(() => undefined);
  const cookie = await ingest.logIn();
  const resend = () => fetch(`${ingest.url}/api/events/${row?.id}/resend`, { method: "POST", headers: { cookie } });
  assert.equal((await resend()).status, 202);
  await ingest.rowsOnce(({ status }) => status === "sent", 1);
  assert.equal((await resend()).status, 409);
  const detail = (await ingest.api(`/api/events/${row?.id}`)) as {
    history: { outcome: string }[];
    explanation: unknown;
  };
  assert.deepEqual(
    detail.history.map(({ outcome }) => outcome),
    ["rejected", "requeued", "sent"],
  );
  assert.equal(detail.explanation, null);
  assert.equal(graph.received.length, 1);
});

test("a download holds everything that the filter lets through, hostile text as text, and no token", async (t) => {
  const ingest = await startTestIngest(t, { sites: [{ ...SHOP, pixels: [{ id: "1" }] }] });
  const hostile = '=HYPERLINK("http://evil.example","x")';
  const long = "x".repeat(100_000);
  const additionalData = JSON.parse(`{"__proto__": {"a": 1}, "constructor": "own", "mark": "exe.\u202egnp"}`);
  await ingest.post(
    createBody(
      createEvent({ event_id: hostile, eventName: "@SUM(1)", siteURL: "javascript:alert(1)", additionalData }),
      createEvent({ event_id: "+2", eventName: "<script>alert(1)</script>", additionalData: { long } }),
      createEvent({ event_id: "plain", eventName: "Lead" }),
    ),
  );
  await ingest.rowsOnce(({ status }) => status !== "pending", 3);

  const download = await createDownload(ingest);
  const csv = await download("format=csv");
  assert.match(csv.response.headers.get("content-disposition") ?? "", /attachment; filename="pixelflow-events.csv"/);
  const lines = csv.text.trimEnd().split("\r\n");
  assert.equal(lines.length, 4);
  assert.match(lines[0] ?? "", /^"Event type","Event id","Site","Tracking URL","Pixel ID","Status"/);
  assert.match(lines[2] ?? "", /^"<script>alert\(1\)<\/script>","'\+2",/);
  assert.match(lines[3] ?? "", /^"'@SUM\(1\)","'=HYPERLINK\(""http/);

  const json = await download("format=json&name=%40SUM(1)");
  assert.equal(json.response.headers.get("content-type"), "application/json");
  assert.doesNotMatch(json.text, /\u202e/);
  const events = JSON.parse(json.text) as { eventId: string; received: { additionalData: Record<string, unknown> } }[];
  assert.deepEqual(
    events.map(({ eventId }) => eventId),
    [hostile],
  );
  assert.equal(events[0]?.received.additionalData.mark, "exe.\u202egnp");
  assert.equal(events[0]?.received.additionalData.constructor, "own");
  assert.equal((JSON.parse((await download("format=json&name=none")).text) as unknown[]).length, 0);
  assert.ok((await download("format=json")).text.includes(long));
  assert.equal((await download("format=exe")).response.status, 400);
});

test("an event is found by its exact id at once, and by a part of its address", async (t) => {
  const ingest = await startTestIngest(t);
  for (let index = 0; index < 30; index += 1)
    await ingest.post(createBody(createEvent({ event_id: `pf-${index}`, siteURL: `https://shop.example/${index}` })));
  const ids = async (query: string) =>
    ((await ingest.api(`/api/events?${query}`)) as { events: { eventId: string }[] }).events.map(
      ({ eventId }) => eventId,
    );
  assert.deepEqual(await ids("q=pf-3&limit=1"), ["pf-3"]);
  assert.deepEqual(await ids("q=example%2F29"), ["pf-29"]);
  assert.deepEqual(await ids("sort=url&order=asc&limit=2"), ["pf-0", "pf-1"]);
  assert.deepEqual(await ids("order=asc&limit=2"), ["pf-0", "pf-1"]);
  assert.equal((await ingest.api("/api/events?sort=secret")).statusCode, 400);
  assert.equal((await ingest.api("/api/events?before=soon")).statusCode, 400);
  assert.equal((await ingest.api("/api/events?sort=url&before=17")).statusCode, 400);
});

test("the overview tells connection, last event, delivered share and failures, by site", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  const ingest = await startTestIngest(t, {
    sites: [
      { ...SHOP, pixels: PIXELS },
      { id: "quiet", apiKey: "k" },
    ],
    graph: { url: graph.url, version: "v26.0" },
  });
  const empty = await ingest.api("/api/overview");
  assert.equal(empty.connection, "awaiting");
  assert.deepEqual(empty.day, { share: null });
  await ingest.post(
    createBody(
      createEvent({ additionalData: { value: 1, currency: "EUR" } }),
      createEvent({ event_id: "pf-2", eventName: "Lead" }),
      createEvent({ event_id: "pf-3", eventName: "Lead" }),
      createEvent({ event_id: "pf-4", additionalData: {} }),
    ),
  );
  await ingest.rowsOnce(({ status }) => status !== "pending", 4);
  const overview = await ingest.api("/api/overview?site=shop");
  assert.equal(overview.connection, "connected");
  assert.deepEqual(overview.day, { sent: 3, failed: 1, share: 0.75 });
  assert.equal(((await ingest.api("/api/overview?site=quiet")) as { connection: string }).connection, "awaiting");

  const day = 24 * 60 * 60_000;
  const chart = (await ingest.api(`/api/chart?from=${Date.now() - day}&to=${Date.now() + day}&step=${day}`)) as {
    series: { eventName: string; status: string; counts: number[] }[];
  };
  const sums = chart.series.map(({ eventName, status, counts }) => [eventName, status, counts.reduce((a, b) => a + b)]);
  assert.deepEqual(sums.sort(), [
    ["Lead", "sent", 2],
    ["Purchase", "failed", 1],
    ["Purchase", "sent", 1],
  ]);
  assert.equal((await ingest.api("/api/chart?from=0&to=9999999999999&step=1")).statusCode, 400);
});
