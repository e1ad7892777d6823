import assert from "node:assert/strict";
import { test } from "node:test";
import { createManualClock } from "../test-support/manual-clock.ts";
import { giveWay } from "./give-way.ts";
import type { Store } from "./store.ts";

/** A store whose appends end when told to, and a list of the calls that reached it. */
function createScene() {
  const clock = createManualClock(0);
  const reached: string[] = [];
  const ends: (() => void)[] = [];
  const inner = {
    append: async () => {
      reached.push("append");
      await new Promise<void>((resolve) => ends.push(resolve));
      return [];
    },
    claim: async () => {
      reached.push("claim");
      return [];
    },
  } as Partial<Store> as Store;
  const store = giveWay(inner, clock);
  const claim = () => store.claim({ siteId: "s", pixelId: "1", token: "t", now: 0, until: 1, limit: 1 });
  return { clock, reached, store, claim, endAppend: () => ends.shift()?.() };
}

test("the relay's calls go through at once while nothing arrives", async () => {
  const { reached, claim } = createScene();
  await claim();
  assert.deepEqual(reached, ["claim"]);
});

test("they wait for the appends under way, and use the first pause", async () => {
  const { clock, reached, store, claim, endAppend } = createScene();
  const append = store.append([]);
  const claimed = claim();
  clock.advance(100);
  await Promise.resolve();
  assert.deepEqual(reached, ["append"]);
  endAppend();
  await append;
  clock.advance(10);
  await claimed;
  assert.deepEqual(reached, ["append", "claim"]);
});

test("a flood that never pauses holds them up for a quarter of a second and no longer", async () => {
  const { clock, reached, store, claim } = createScene();
  void store.append([]);
  const claimed = claim();
  clock.advance(240);
  await Promise.resolve();
  assert.deepEqual(reached, ["append"]);
  clock.advance(15);
  await claimed;
  assert.deepEqual(reached, ["append", "claim"]);
});
