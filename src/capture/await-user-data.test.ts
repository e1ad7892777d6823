import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeClock } from "../test-support/fake-clock.ts";
import type { UserDataParts } from "../types.ts";
import { SETTLE_MS } from "../wire/queued-call.ts";
import { createUserDataWait } from "./await-user-data.ts";

type Data = Record<string, unknown>;

function createScene() {
  const clock = createFakeClock();
  const done: Data[] = [];
  const wait = createUserDataWait({ read: (parts) => parts as UserDataParts, clock });
  const whenKnown = (parts: UserDataParts) => wait.whenKnown(parts, (data) => done.push(data));
  return { clock, done, whenKnown, giveUp: wait.giveUp };
}

test("what needs no waiting is passed on in the same breath, so that leaving the page cannot come between", () => {
  const { done, whenKnown, clock } = createScene();
  whenKnown({ known: { em: "jane@example.com" } });
  assert.deepEqual(done, [{ em: "jane@example.com" }]);
  assert.deepEqual(clock.pending(), []);
});

test("Promises are waited for, and the whole is passed on once", async () => {
  const { done, whenKnown, clock, giveUp } = createScene();
  const { promise, resolve } = Promise.withResolvers<Data>();
  whenKnown({ known: {}, rest: promise });
  assert.deepEqual(done, []);
  resolve({ em: "jane@example.com" });
  await promise;
  assert.deepEqual(done, [{ em: "jane@example.com" }]);
  clock.pass(SETTLE_MS);
  giveUp();
  assert.equal(done.length, 1);
  assert.deepEqual(clock.pending(), []);
});

test("a Promise that never settles costs its own field, not the event, and not the page's five seconds", async () => {
  const { done, whenKnown, clock } = createScene();
  const { promise, resolve } = Promise.withResolvers<Data>();
  whenKnown({ known: { fn: "Jane" }, rest: promise });
  const [waitMs = 0] = clock.pending();
  assert.ok(waitMs > 0 && waitMs < SETTLE_MS, `waits ${waitMs} ms`);
  clock.pass(waitMs);
  assert.deepEqual(done, [{ fn: "Jane" }]);
  resolve({ fn: "Jane", em: "late@example.com" });
  await promise;
  assert.equal(done.length, 1, "settling afterwards sends no second event");
});

test("what has settled in the meantime is taken along when the wait is given up", () => {
  const { done, whenKnown, giveUp } = createScene();
  const known: Data = {};
  whenKnown({ known, rest: new Promise(() => {}) });
  known.em = "jane@example.com";
  giveUp();
  assert.deepEqual(done, [{ em: "jane@example.com" }]);
});

test("when the page is left every waiting event passes on, in order, once, and a later wait works as before", () => {
  const { done, whenKnown, giveUp, clock } = createScene();
  for (const fn of ["Jane", "Janet", "Jo"]) whenKnown({ known: { fn }, rest: new Promise(() => {}) });
  giveUp();
  giveUp();
  assert.deepEqual(done, [{ fn: "Jane" }, { fn: "Janet" }, { fn: "Jo" }]);
  assert.deepEqual(clock.pending(), []);
  // The visitor came back from the back/forward cache.
  whenKnown({ known: { fn: "Back" }, rest: new Promise(() => {}) });
  giveUp();
  assert.deepEqual(done.at(-1), { fn: "Back" });
});
