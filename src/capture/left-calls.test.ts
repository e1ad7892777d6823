import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStore } from "../test-support/memory-store.ts";
import type { QueuedCall } from "../wire/queued-call.ts";
import { createLeftCalls } from "./left-calls.ts";

const kept = (id: string, time: number) =>
  JSON.stringify({ 0: "trackEvent", 1: "Lead", 2: { id }, 3: {}, length: 4, id, time, url: "https://shop.example/" });

function open(entries: Record<string, string>, siteId = "shop") {
  const store = createMemoryStore();
  for (const [key, text] of Object.entries(entries)) store.write(key, text);
  const replayed: QueuedCall[] = [];
  const whenStored: (() => void)[] = [];
  const left = createLeftCalls({
    store,
    siteId,
    replay: (call) => replayed.push(call),
    whenStored: (callback) => whenStored.push(callback),
    whenGone() {},
  });
  const stored = () => {
    for (const callback of whenStored) callback();
  };
  return { store, left, replayed, stored };
}

test("calls are replayed oldest first, and leave storage only once they are in the outbox", () => {
  const { store, left, replayed, stored } = open({
    "_pf_stub:shop:2": kept("2", 20),
    "_pf_stub:shop:1": kept("1", 10),
  });
  left.replayAll();
  assert.deepEqual(
    replayed.map((call) => [call.id, call.time, [call[0], call[1]]]),
    [
      ["1", 10, ["trackEvent", "Lead"]],
      ["2", 20, ["trackEvent", "Lead"]],
    ],
  );
  assert.equal(store.entries.size, 2);
  stored();
  assert.equal(store.entries.size, 0);
});

test("another site's calls on the same origin are left alone", () => {
  const { store, left, replayed, stored } = open({
    "_pf_stub:shop:two:1": kept("1", 10),
    "_pf_stub:other:2": kept("2", 20),
  });
  left.replayAll();
  stored();
  assert.equal(replayed.length, 0);
  assert.equal(store.entries.size, 2);
});

test("damaged entries stop nothing and do not stay", () => {
  const damaged = {
    "_pf_stub:shop:a": "{",
    "_pf_stub:shop:b": "null",
    "_pf_stub:shop:c": "[]",
    "_pf_stub:shop:d": '{"id":1}',
  };
  const { store, left, replayed, stored } = open({ ...damaged, "_pf_stub:shop:1": kept("1", 10) });
  left.replayAll();
  stored();
  assert.equal(replayed.length, 1);
  assert.equal(store.entries.size, 0);
});

test("the old page's timer is not taken for one of this page's", () => {
  const { left, replayed } = open({ "_pf_stub:shop:1": kept("1", 10).replace("{", '{"timer":7,') });
  left.replayAll();
  assert.deepEqual(
    replayed.map(({ id, timer }) => ({ id, timer })),
    [{ id: "1", timer: undefined }],
  );
});

test("a page that comes back replays its own calls itself", () => {
  const { left, replayed } = open({ "_pf_stub:shop:1": kept("1", 10), "_pf_stub:shop:2": kept("2", 20) });
  left.forget([JSON.parse(kept("1", 10))]);
  left.replayAll();
  assert.deepEqual(
    replayed.map(({ id }) => id),
    ["2"],
  );
});
