import assert from "node:assert/strict";
import { test } from "node:test";
import { createBody, createEvent, startTestIngest, type TestIngest } from "../test-support/start-test-ingest.ts";

/** The stream's events as they come. */
async function* listen({ url }: TestIngest, cookie: string) {
  const { body, headers } = await fetch(`${url}/api/stream`, { headers: { cookie } });
  assert.equal(headers.get("content-type"), "text/event-stream");
  let text = "";
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event] = /^event: (.*)$/m.exec(block) ?? [];
      const [, data] = /^data: (.*)$/m.exec(block) ?? [];
      yield { event, data: data === undefined ? null : JSON.parse(data) };
    }
  }
}

test("the stream tells of rows that arrive and change, and of those that are erased", async (t) => {
  const ingest = await startTestIngest(t);
  const cookie = await ingest.logIn();
  const stream = listen(ingest, cookie);
  await stream.next();
  const hash = "ab".repeat(32);
  await ingest.post(createBody(createEvent({ customerData: { em: hash } })));
  let row = { id: "", status: "pending" };
  while (row.status === "pending") {
    const { value } = await stream.next();
    assert.ok(value?.event === "rows");
    [row] = value.data;
  }
  assert.equal(row.status, "dry_run");

  const body = JSON.stringify({ identifiers: [hash] });
  await fetch(`${ingest.url}/api/sites/shop/erase`, { method: "POST", headers: { cookie }, body });
  const { value } = await stream.next();
  assert.deepEqual(value, { event: "removed", data: [row.id] });
  const repeat = await ingest.post(createBody(createEvent({ customerData: { em: hash } })));
  assert.deepEqual([repeat.body.accepted, repeat.body.duplicates], [0, 1]);
});
