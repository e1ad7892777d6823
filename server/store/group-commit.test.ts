import assert from "node:assert/strict";
import { test } from "node:test";
import { createGroupCommit } from "./group-commit.ts";

test("calls of one turn share a commit, and calls during it share the next", async () => {
  const groups: number[][] = [];
  const group = createGroupCommit<number, number>({
    sizeOf: () => 1,
    commit: async (calls) => {
      groups.push(calls);
      if (groups.length === 1) late = [group.add(3), group.add(4)];
      return calls.map((call) => call * 10);
    },
  });
  let late: Promise<number>[] = [];
  assert.deepEqual(await Promise.all([group.add(1), group.add(2)]), [10, 20]);
  assert.deepEqual(await Promise.all(late), [30, 40]);
  assert.deepEqual(groups, [
    [1, 2],
    [3, 4],
  ]);
});

test("calls that are enough for a commit do not wait for the end of the turn", async () => {
  const groups: number[][] = [];
  const group = createGroupCommit<number, number>({
    sizeOf: () => 1,
    maxInFlight: 2,
    earlyCalls: 2,
    commit: async (calls) => {
      groups.push(calls);
      return calls;
    },
  });
  const all = [1, 2, 3, 4, 5, 6].map((call) => group.add(call));
  assert.deepEqual(
    groups,
    [
      [1, 2],
      [3, 4],
    ],
    "no more than may be under way",
  );
  assert.deepEqual(await Promise.all(all), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(groups.slice(2), [[5, 6]]);
});

test("a call that cannot be done fails alone, a failed commit fails its group and no other", async () => {
  const group = createGroupCommit<string, string>({
    sizeOf: (call) => call.length,
    commit: async (calls) => {
      if (calls.includes("full")) throw new Error("disk full");
      return calls.map((call) => (call === "bad" ? new Error("cannot be done") : call));
    },
  });
  const settled = await Promise.allSettled([group.add("good"), group.add("bad"), group.add("better")]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  await assert.rejects(Promise.any([group.add("good"), group.add("full")]), AggregateError);
  assert.equal(await group.add("next"), "next");
});

test("what the disk cannot take is refused before it fills the memory, and taken again afterwards", async () => {
  let release = () => {};
  const group = createGroupCommit<number, number>({
    sizeOf: () => 40 * 1024 * 1024,
    maxCalls: 1,
    commit: async (calls) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return calls;
    },
  });
  const first = group.add(1);
  await new Promise(setImmediate);
  const second = group.add(2);
  const third = group.add(3);
  await assert.rejects(group.add(4), /cannot keep up/);
  for (const [index, call] of [first, second, third].entries()) {
    release();
    assert.equal(await call, index + 1);
    await new Promise(setImmediate);
  }
  const again = group.add(5);
  await new Promise(setImmediate);
  release();
  assert.equal(await again, 5);
});
