import assert from "node:assert/strict";
import { test } from "node:test";
import { readUserData, resolveUserData } from "./resolve-user-data.ts";

test("data without Promises is known at once, and only its known fields", () => {
  assert.deepEqual(resolveUserData({ em: "a@b.co", card: "4242", fn: undefined, external_id: 5 }), {
    em: "a@b.co",
    external_id: 5,
  });
  for (const nothing of [undefined, null, "em", 5, true, [], {}, () => {}, Symbol("x")]) {
    assert.deepEqual(resolveUserData(nothing), {}, String(nothing));
  }
});

test("what the page does to its object after the call changes nothing", async () => {
  const userData = { em: ["a@b.co"], fn: "Jane", ln: Promise.resolve("Doe") };
  const resolved = resolveUserData(userData);
  userData.em.push("c@d.co");
  userData.fn = "Joe";
  userData.ln = Promise.resolve("Roe");
  assert.deepEqual(await resolved, { em: ["a@b.co"], fn: "Jane", ln: "Doe" });
});

test("a Promise of the data, and single fields that are Promises, are awaited", async () => {
  const resolved = resolveUserData(Promise.resolve({ em: Promise.resolve("a@b.co"), fn: "Jane" }));
  assert.ok(resolved instanceof Promise);
  assert.deepEqual(await resolved, { em: "a@b.co", fn: "Jane" });
});

test("what is known already can be had while the rest is still awaited", async () => {
  const never = new Promise(() => {});
  const { known, rest } = readUserData({ em: "a@b.co", fn: never });
  assert.deepEqual(known, { em: "a@b.co" });
  assert.ok(rest instanceof Promise);
});

test("a rejected field is absent, and rejected data is empty", async () => {
  assert.deepEqual(await resolveUserData({ em: "a@b.co", fn: Promise.reject(new Error("no")) }), { em: "a@b.co" });
  assert.deepEqual(await resolveUserData(Promise.reject(new Error("no"))), {});
});

test("hostile objects cost themselves only", async () => {
  const fail = (): never => {
    throw new Error("no");
  };
  const then = "then";
  const unreadable = Object.defineProperty({ em: "a@b.co" }, then, { get: fail });
  assert.deepEqual(await resolveUserData(unreadable), { em: "a@b.co" });
  const breaking = Object.defineProperty({}, then, { value: fail });
  assert.deepEqual(await resolveUserData({ em: breaking, fn: "Jane" }), { fn: "Jane" });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.deepEqual(await resolveUserData(proxy), {});
});
