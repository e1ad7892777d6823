import assert from "node:assert/strict";
import { test } from "node:test";
import { createGuard } from "../guard.ts";
import { createFakeClock } from "../test-support/fake-clock.ts";
import type { QueuedCall } from "../wire/queued-call.ts";
import { takeQueue } from "./queue.ts";
import { createReplay, type Methods } from "./replay.ts";

/** A replay as the tag installs it: guarded, with a `trackEvent` that writes down what it got. */
function createScene(trackEvent?: (args: unknown[]) => Promise<boolean>) {
  const tracked: unknown[][] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  const clock = createFakeClock();
  const report = { warn: (text: string) => warnings.push(text), error: (text: string) => errors.push(text) };
  const record = async (args: unknown[]) => tracked.push(args) > 0;
  const methods: Methods = new Map([["trackEvent", trackEvent ?? record]]);
  const replay = createGuard(report)(
    createReplay({ methods, report, clearTimer: clock.cancel }),
    Promise.resolve(false),
  );
  return { replay, tracked, warnings, errors, clock };
}

/** The entry that a snippet of the older form queues: a bare `arguments` object. */
function older(..._args: unknown[]): QueuedCall {
  // biome-ignore lint/complexity/noArguments: this is what existing sites queue
  return arguments as unknown as QueuedCall;
}

test("the queue is carried out oldest first, in whatever form its entries are", async () => {
  const { replay, tracked } = createScene();
  const queue = [
    older("trackEvent", "Lead", { value: 1 }, { em: "jane@example.com" }),
    ["trackEvent", "Contact"],
    Object.assign(["trackEvent", "Purchase"], { id: "1", time: 2, url: "https://shop.example/" }),
  ];
  for (const call of takeQueue({ q: queue }, replay)) assert.equal(await replay(call), true);
  assert.deepEqual(
    tracked.map((args) => args.filter((arg) => arg !== undefined)),
    [["Lead", { value: 1 }, { em: "jane@example.com" }], ["Contact"], ["Purchase"]],
  );
});

test("bad entries stop nothing", async () => {
  const { replay, tracked, warnings } = createScene();
  const bad = [undefined, null, 42, "trackEvent", {}, [], () => {}, older("noSuchMethod", 1), [["trackEvent"]]];
  const queue = bad.flatMap((entry, index) => [entry, older("trackEvent", `Event ${index}`)]);
  const results = takeQueue({ q: queue as unknown as QueuedCall[] }, replay).map(replay);
  assert.deepEqual(
    await Promise.all(results),
    bad.flatMap(() => [false, true]),
  );
  assert.deepEqual(
    tracked.map(([name]) => name),
    bad.map((_, index) => `Event ${index}`),
  );
  assert.ok(warnings.length);
  for (const warning of warnings) assert.match(warning, /unknown method.*pixelFlow\("trackEvent"/);
});

test("a method's name is no way to what objects inherit", async () => {
  const { replay, warnings } = createScene();
  for (const method of ["constructor", "__proto__", "toString", "get"]) assert.equal(await replay([method]), false);
  assert.equal(warnings.length, 4);
});

test("the promise that the page got before the tag came is settled with what became of the call", async () => {
  for (const delivered of [true, false]) {
    const { replay } = createScene(async () => delivered);
    const settled = new Promise((resolve) => replay(Object.assign(["trackEvent", "Lead"], { settle: resolve })));
    assert.equal(await settled, delivered);
  }
});

test("the stub's own deadline is taken off before the call is carried out", () => {
  const { replay, clock } = createScene();
  replay(Object.assign(["trackEvent", "Lead"], { timer: 17 }));
  assert.deepEqual(clock.cancelled, [17]);
});

test("a call that fails, now or later, still settles the page's promise, and never rejects", async () => {
  const failures = [
    () => {
      throw new TypeError("jane@example.com");
    },
    () => Promise.reject(new TypeError("jane@example.com")),
  ];
  for (const fail of failures) {
    const { replay, errors } = createScene(fail);
    const settled = new Promise<unknown>((settle) => {
      replay(Object.assign(["trackEvent", "Lead"], { settle, timer: 1 }));
    });
    assert.equal(await settled, false);
    assert.equal(await replay(["trackEvent", "Lead"]), false);
    assert.deepEqual([...new Set(errors)], ["an unexpected TypeError was kept from the page."]);
  }
});

test("an unknown method settles the page's promise even where the page has broken its console", async () => {
  const replay = createReplay({
    methods: new Map(),
    report: {
      warn() {
        throw new Error("console is gone");
      },
      error() {},
    },
    clearTimer() {},
  });
  const settled = new Promise((settle) => {
    replay(Object.assign(["nothing"], { settle })).catch(() => {});
  });
  assert.equal(await settled, false);
});
