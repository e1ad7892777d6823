import assert from "node:assert/strict";
import { test } from "node:test";
import { createStopList } from "./stop-list.ts";

test("the latest is stopped first, and each before the next", async () => {
  const { add, stopAll } = createStopList();
  const stopped: string[] = [];
  add(() => stopped.push("store"));
  add(async () => {
    await Promise.resolve();
    stopped.push("relay");
  });
  add(() => stopped.push("server"));
  await stopAll();
  assert.deepEqual(stopped, ["server", "relay", "store"]);
});

test("a part that cannot be stopped keeps no other from it, and is told of at the end", async () => {
  const { add, stopAll } = createStopList();
  const stopped: string[] = [];
  add(() => stopped.push("store"));
  add(() => {
    throw new Error("relay");
  });
  add(() => Promise.reject(new Error("server")));
  await assert.rejects(stopAll(), { message: "server" });
  assert.deepEqual(stopped, ["store"]);
});
