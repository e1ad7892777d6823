import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeClock } from "../test-support/fake-clock.ts";
import { createBurst } from "./burst.ts";

function createScene({ isOpen = true } = {}) {
  const passedOn: (readonly string[])[] = [];
  const burst = createBurst<string>(createFakeClock(), (items) => passedOn.push(items));
  if (isOpen) burst.open();
  return { burst, passedOn };
}

const microtask = () => Promise.resolve();

test("what one task of the page brings is passed on together, in order, in the next microtask", async () => {
  const { burst, passedOn } = createScene();
  burst.add("a");
  burst.add("b");
  assert.deepEqual(passedOn, []);
  await microtask();
  assert.deepEqual(passedOn, [["a", "b"]]);
  burst.add("c");
  await microtask();
  assert.deepEqual(passedOn, [["a", "b"], ["c"]]);
});

test("when the page is left nothing waits for the microtask, and nothing is passed on twice", async () => {
  const { burst, passedOn } = createScene();
  burst.add("a");
  burst.flush();
  assert.deepEqual(passedOn, [["a"]]);
  burst.add("b");
  burst.flush();
  await microtask();
  assert.deepEqual(passedOn, [["a"], ["b"]]);
});

test("a page that nobody has seen yet passes nothing on, and everything once it is seen", async () => {
  const { burst, passedOn } = createScene({ isOpen: false });
  burst.add("a");
  await microtask();
  burst.add("b");
  burst.flush();
  await microtask();
  assert.deepEqual(passedOn, []);
  burst.open();
  assert.deepEqual(passedOn, [["a", "b"]]);
  burst.add("c");
  await microtask();
  assert.deepEqual(passedOn, [["a", "b"], ["c"]]);
});

test("what comes in while a burst is passed on belongs to the next one", async () => {
  const passedOn: (readonly string[])[] = [];
  const burst = createBurst<string>(createFakeClock(), (items) => {
    passedOn.push(items);
    if (items[0] === "a") burst.add("b");
  });
  burst.open();
  burst.add("a");
  await microtask();
  await microtask();
  assert.deepEqual(passedOn, [["a"], ["b"]]);
});

test("a burst that fails does not take the next one with it", async () => {
  const passedOn: (readonly string[])[] = [];
  const burst = createBurst<string>(createFakeClock(), (items) => {
    if (items[0] === "bad") throw new Error("no");
    passedOn.push(items);
  });
  burst.open();
  burst.add("bad");
  assert.throws(() => burst.flush());
  burst.add("good");
  burst.flush();
  assert.deepEqual(passedOn, [["good"]]);
});
