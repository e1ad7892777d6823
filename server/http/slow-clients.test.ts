import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { createBody, createEvent, startTestIngest } from "../test-support/start-test-ingest.ts";

/** Opens a connection, writes, and resolves to what came back once the server has closed it. */
function hold(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("connect", () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

test("clients that never finish are cut off, and others are served meanwhile", async (t) => {
  const ingest = await startTestIngest(t, { timeouts: { headersMs: 200, requestMs: 400 } });
  const held = [
    ...Array.from({ length: 50 }, () => hold(ingest.url, "POST /event HTTP/1.1\r\nHost: x\r\nX-Slow:")),
    ...Array.from({ length: 50 }, () =>
      hold(ingest.url, "POST /event HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"),
    ),
  ];
  assert.equal((await ingest.post(createBody(createEvent()))).status, 202);
  for (const answer of await Promise.all(held)) assert.match(answer, /^HTTP\/1\.1 408 |^$/);
  assert.equal((await ingest.post(createBody(createEvent({ event_id: "pf-2" })))).status, 202);
});
