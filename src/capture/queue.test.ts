import assert from "node:assert/strict";
import { test } from "node:test";
import type { QueuedCall } from "../wire/queued-call.ts";
import { takeQueue } from "./queue.ts";

test("what was called before the tag came is handed over in order, once", () => {
  const calls = [["trackEvent", "Lead"], Object.assign(["trackEvent", "Contact"], { id: "1" })];
  const holder: { q?: QueuedCall[] } = { q: [...calls] };
  assert.deepEqual(
    takeQueue(holder, () => {}),
    calls,
  );
  assert.deepEqual(
    takeQueue(holder, () => {}),
    [],
  );
});

test("a page that calls through a reference to the stub goes on being heard", () => {
  const received: QueuedCall[] = [];
  const stub: { q?: { push(call: QueuedCall): unknown } } = {};
  takeQueue(stub, (call) => received.push(call));
  // What the stub's function does, and what the older snippets' one does.
  stub.q = stub.q || [];
  stub.q.push(["trackEvent", "Late"]);
  assert.deepEqual(received, [["trackEvent", "Late"]]);
});

test("without a stub, without a call, or with something else under its name, there is nothing to take over", () => {
  assert.deepEqual(
    takeQueue(undefined, () => {}),
    [],
  );
  for (const q of [undefined, null, {}, { push() {} }, "", 0, "trackEvent", 42, true]) {
    assert.deepEqual(
      takeQueue({ q } as { q: QueuedCall[] }, () => {}),
      [],
    );
  }
});
