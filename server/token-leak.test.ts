import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { graphError, startFakeGraph } from "./relay/fake-graph.ts";
import { startProcess } from "./test-support/start-process.ts";
import { createBody, createEvent, createTestFolder } from "./test-support/start-test-ingest.ts";

const TOKEN = "EAAB-secret-token-0123456789";
const PASSWORD = "a very secret password";

test("a token is in no response, no log line, no address and no stored byte, also when Meta quotes it", async (t) => {
  const graph = await startFakeGraph();
  t.after(graph.close);
  const quote = (body: { access_token?: string }) => ({
    message: `Malformed access token ${body.access_token}`,
    error_user_msg: `Your token ${body.access_token} is not valid.`,
    error_data: { token: body.access_token },
  });
  graph.answer(({ body }) => {
    const [first] = body.data;
    if (first?.event_id === "pf-config") return graphError(190, quote(body));
    if (first?.event_id === "pf-rejected") return graphError(100, quote(body));
    if (first?.event_id === "pf-page") return { status: 502, body: `<p>${JSON.stringify(body)}</p>` };
    return undefined;
  });
  const folder = await createTestFolder(t);
  const sites = ["config", "rejected", "page", "sent"].map((id) => ({
    id,
    apiKey: "key",
    pixels: [{ id: "1001", accessToken: TOKEN }],
  }));
  await writeFile(join(folder, "sites.json"), JSON.stringify({ sites }));
  const ingest = await startProcess({
    DATA_DIR: join(folder, "data"),
    SITES_FILE: join(folder, "sites.json"),
    META_GRAPH_URL: graph.url,
    ADMIN_PASSWORD: PASSWORD,
    METRICS_PORT: "0",
  });
  t.after(() => ingest.kill("SIGKILL"));

  const texts: string[] = [];
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${ingest.url}${path}`, init);
    const text = await response.text();
    texts.push(text, JSON.stringify([...response.headers]));
    return { response, text };
  };
  const headers = { "user-agent": "Test browser" };
  for (const { id } of sites) {
    const body = JSON.stringify({ ...createBody(createEvent({ event_id: `pf-${id}` })), siteId: id, apiKey: "key" });
    assert.equal((await ask("/event", { method: "POST", body, headers })).response.status, 202);
  }
  const logIn = await ask("/api/session", { method: "POST", body: JSON.stringify({ password: PASSWORD }) });
  const cookie = logIn.response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const inside = { headers: { cookie } };
  let rows: { id: string; status: string; error: string | null }[] = [];
  do {
    rows = JSON.parse((await ask("/api/events", inside)).text).events;
  } while (rows.some(({ status, error }) => status === "pending" && !error));
  assert.deepEqual(rows.map(({ status }) => status).sort(), ["failed", "pending", "pending", "sent"]);
  for (const { id } of rows) await ask(`/api/events/${id}`, inside);
  for (const path of ["/healthz", "/metrics", "/events", "/", "/nothing", "/api/session"]) await ask(path, inside);
  for (const { id } of sites) await ask(`/site/config/${id}`, { headers: { "api-key": "key" } });
  await ask("/event", { method: "POST", body: JSON.stringify({ siteId: TOKEN, events: [] }) });
  assert.equal(await ingest.kill("SIGTERM"), 0);

  assert.ok(graph.calls.every(({ body }) => body.access_token === TOKEN));
  texts.push(ingest.output(), ...graph.calls.map(({ url, headers: sent }) => url + JSON.stringify(sent)));
  for (const name of await readdir(join(folder, "data"))) {
    texts.push((await readFile(join(folder, "data", name))).toString("latin1"));
  }
  for (const secret of [TOKEN, PASSWORD]) {
    const found = texts.find((text) => text.includes(secret));
    assert.equal(found, undefined, `${secret} stands in ${found?.slice(0, 500)}`);
  }
});
