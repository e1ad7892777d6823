import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { createBody, createEvent, SHOP, startTestIngest } from "../test-support/start-test-ingest.ts";
import { createEventShortCut } from "./event-short-cut.ts";

interface Ask {
  body: string;
  headers?: Record<string, string>;
}

/** Posts with a stated length, which takes the short cut, or in chunks, which goes through the router. */
function post(url: string, { body, headers = {} }: Ask, way: "short cut" | "router") {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const length: Record<string, string | number> =
      way === "router" ? { "transfer-encoding": "chunked" } : { "content-length": Buffer.byteLength(body) };
    const outgoing = request(`${url}/event`, { method: "POST", agent: false, headers: { ...headers, ...length } });
    outgoing.on("error", reject);
    outgoing.on("response", async (incoming) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      resolve({ status: incoming.statusCode, headers: incoming.headers, body: text });
    });
    outgoing.end(body);
  });
}

const single = JSON.stringify({ siteId: SHOP.id, eventData: createEvent() });
const ASKS: [name: string, status: number, ask: Ask][] = [
  ["an event", 202, { body: JSON.stringify(createBody(createEvent())) }],
  ["one that is refused among others", 202, { body: JSON.stringify(createBody(createEvent(), {})) }],
  ["the single form", 202, { body: single, headers: { "api-key": SHOP.apiKey } }],
  ["a wrong key", 401, { body: single, headers: { "api-key": "wrong" } }],
  ["no JSON", 400, { body: "{" }],
  ["an empty body", 400, { body: "" }],
  ["a compressed body", 415, { body: "x", headers: { "content-encoding": "gzip" } }],
  ["a body that is too large", 413, { body: " ".repeat(2 * 1024 * 1024) }],
];

test("both ways to /event answer alike", async (t) => {
  const ways = [
    { way: "short cut", ingest: await startTestIngest(t) },
    { way: "router", ingest: await startTestIngest(t) },
  ] as const;
  for (const [name, status, ask] of ASKS) {
    const [short, routed] = await Promise.all(
      ways.map(async ({ way, ingest }) => {
        const answer = await post(ingest.url, ask, way);
        const { date: _date, "content-length": _length, "transfer-encoding": _encoding, ...headers } = answer.headers;
        return { ...answer, headers };
      }),
    );
    assert.equal(short?.status, status, name);
    assert.deepEqual(short, routed, name);
  }
});

test("an answer that cannot be given costs its connection and not the process", async (t) => {
  const unhandled: unknown[] = [];
  const onUnhandled = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", onUnhandled);
  const fail = () => {
    throw new Error("no answer");
  };
  const shortCut = createEventShortCut(async () => fail(), fail);
  const server = createServer((incoming, outgoing) => void shortCut(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    process.off("unhandledRejection", onUnhandled);
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await assert.rejects(post(url, { body: "{}" }, "short cut"), /socket hang up/);
  assert.deepEqual(unhandled, []);
});
