import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createMemoryStore } from "../test-support/memory-store.ts";
import type { Envelope } from "../types.ts";
import type { LossReason } from "../wire/bodies.ts";
import { createOutbox, MAX_OUTBOX_BYTES, MAX_OUTBOX_EVENTS, type OutboxLimits } from "./outbox.ts";
import { createSlots } from "./slots.ts";

const LIMITS = { maxEvents: MAX_OUTBOX_EVENTS, maxBytes: MAX_OUTBOX_BYTES };
const PREFIX = "_pf_outbox:shop:";

const envelope = (n: number, eventName = "Lead", note = ""): Envelope => ({
  eventId: `id-${n}`,
  eventName,
  json: JSON.stringify({ event_id: `id-${n}`, eventName, note }),
});

function open({ limits = LIMITS, quota }: { limits?: OutboxLimits; quota?: number } = {}) {
  const store = createMemoryStore(quota === undefined ? {} : { quota });
  const slots = createSlots(store, PREFIX);
  const losses: { reason: LossReason; ids: string[] }[] = [];
  const outbox = createOutbox({
    slots,
    owner: "page",
    limits,
    onLoss: (lost, reason) => losses.push({ reason, ids: lost.map(({ eventId }) => eventId) }),
  });
  const add = (...envelopes: Envelope[]) => outbox.add(envelopes.map((one) => ({ envelope: one })));
  const ids = () => outbox.entries().map(({ eventId }) => eventId);
  /** What another page would find. */
  const stored = () => [...slots.byOwner().values()].flat().flatMap((slot) => slots.read(slot) ?? []);
  return { store, outbox, add, ids, stored, losses };
}

test("an event is in storage before add returns, and leaves it with its receipt", () => {
  const { outbox, add, stored } = open();
  const [first] = add(envelope(1), envelope(2));
  assert.equal(stored().length, 2);
  assert.ok(first);
  outbox.remove(new Set([first]));
  assert.deepEqual(stored(), [envelope(2).json], "the neighbour stays");
  outbox.remove(new Set(outbox.entries()));
  assert.deepEqual(stored(), []);
});

test("the page hears that its event is stored, also when storage will not take it", () => {
  for (const quota of [undefined, 0]) {
    const { outbox, ids, stored } = open(quota === undefined ? {} : { quota });
    const heard: string[] = [];
    const outcome = { stored: () => heard.push("stored"), settle: () => heard.push("settled") };
    outbox.add([{ envelope: envelope(1), outcome }]);
    assert.deepEqual(heard, ["stored"]);
    assert.deepEqual(ids(), ["id-1"], "still there to be sent");
    assert.equal(stored().length, quota === 0 ? 0 : 1);
  }
});

test("adding one event costs the same however many wait", () => {
  const { store, add } = open();
  add(...Array.from({ length: 2000 }, (_, n) => envelope(n)));
  const { count, length } = store.writes;
  add(envelope(9999));
  assert.equal(store.writes.count - count, 1);
  assert.ok(store.writes.length - length < 200, "nothing else was written again");
});

test("a burst is stored in pieces of at most 64 KiB", () => {
  const { store, add } = open();
  add(...Array.from({ length: 300 }, (_, n) => envelope(n, "Lead", "x".repeat(900))));
  const sizes = [...store.entries.values()].map(({ length }) => length);
  assert.ok(sizes.length >= 4 && sizes.length <= 6, String(sizes));
  for (const size of sizes) assert.ok(size <= 66 * 1024);
});

test("when it is full PageViews go first, oldest first, and Purchases last", () => {
  const { add, ids, losses } = open({ limits: { maxEvents: 3, maxBytes: 1e6 } });
  add(envelope(1, "Purchase"), envelope(2, "PageView"), envelope(3, "PageView"));
  add(envelope(4, "Lead"));
  assert.deepEqual(ids(), ["id-1", "id-3", "id-4"]);
  add(envelope(5, "Lead"), envelope(6, "Purchase"));
  assert.deepEqual(ids(), ["id-1", "id-5", "id-6"]);
  add(envelope(7, "PageView"));
  assert.deepEqual(ids(), ["id-1", "id-5", "id-6"], "a new PageView does not push a conversion out");
  assert.deepEqual(losses, [
    { reason: "overflow", ids: ["id-2"] },
    { reason: "overflow", ids: ["id-3", "id-4"] },
    { reason: "overflow", ids: ["id-7"] },
  ]);
});

test("a dropped event's promise says false", () => {
  const { outbox } = open({ limits: { maxEvents: 0, maxBytes: 1e6 } });
  const heard: boolean[] = [];
  outbox.add([{ envelope: envelope(1), outcome: { stored() {}, settle: (delivered) => heard.push(delivered) } }]);
  assert.deepEqual(heard, [false]);
});

test("the bound counts bytes, not characters", () => {
  const { add, ids } = open({ limits: { maxEvents: 10, maxBytes: 1000 } });
  add(envelope(1, "Lead", "é".repeat(450)), envelope(2, "Lead", "é".repeat(10)));
  assert.deepEqual(ids(), ["id-2"]);
});

test("after an absence, what another page took over is no longer ours", () => {
  const { store, outbox, add, ids } = open();
  add(envelope(1));
  add(envelope(2));
  const [firstSlot] = store.keys(PREFIX);
  store.remove(firstSlot as string);
  outbox.forgetTaken();
  assert.deepEqual(ids(), ["id-2"]);
});

test("what storage would not take is stored once there is room", () => {
  const { store, outbox, add, stored } = open({ quota: 1000 });
  store.write("host", "x".repeat(990));
  add(envelope(1));
  assert.deepEqual(stored(), []);
  store.remove("host");
  outbox.storeRest();
  assert.deepEqual(stored(), [envelope(1).json]);
});

test("what the page has cleared is stored again", () => {
  const { store, outbox, add, stored } = open();
  add(envelope(1), envelope(2));
  store.entries.clear();
  outbox.storeAgain();
  assert.deepEqual(stored(), [envelope(1).json, envelope(2).json]);
  outbox.storeAgain();
  assert.equal(stored().length, 2, "and once is enough");
});

test("a slot of a format that only a newer tag knows is left alone", () => {
  const store = createMemoryStore();
  const slots = createSlots(store, PREFIX);
  store.write(`${PREFIX}other.0`, "99\n{}");
  assert.equal(slots.read(`${PREFIX}other.0`), undefined);
  assert.equal(slots.has(`${PREFIX}other.0`), true);
});

test("two sites on one origin do not see each other's events", () => {
  const store = createMemoryStore();
  const first = createSlots(store, `_pf_outbox:${encodeURIComponent("a")}:`);
  const second = createSlots(store, `_pf_outbox:${encodeURIComponent("a:b")}:`);
  second.write(second.nameOf("page", 0), ["{}"]);
  assert.equal(first.byOwner().size, 0);
});

test("whatever is added, receipted and dropped, storage holds what the outbox holds", () => {
  const step = fc.record({ add: fc.integer({ min: 0, max: 5 }), remove: fc.array(fc.nat(9), { maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const { outbox, add, stored } = open({ limits: { maxEvents: 12, maxBytes: 1e6 } });
      let n = 0;
      for (const { add: count, remove } of steps) {
        const names = ["PageView", "Lead", "Purchase"];
        add(...Array.from({ length: count }, () => envelope(n, names[n++ % 3])));
        const entries = outbox.entries();
        outbox.remove(new Set(remove.flatMap((index) => entries[index] ?? [])));
        assert.deepEqual(
          stored().sort(),
          outbox
            .entries()
            .map(({ json }) => json)
            .sort(),
        );
      }
    }),
  );
});
