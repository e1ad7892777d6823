import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createTestFolder } from "../../test-support/start-test-ingest.ts";
import { createSync } from "./create-sync.ts";

test("syncs that are asked for while one is under way all come, in order", async (t) => {
  const path = join(await createTestFolder(t), "log");
  await writeFile(path, "frames");
  const log = await createSync(path);
  t.after(() => log.close());
  const done: number[] = [];
  await Promise.all([1, 2, 3].map((n) => log.sync().then(() => done.push(n))));
  assert.deepEqual(done, [1, 2, 3]);
});

test("after a failure nothing counts as safe any more", async (t) => {
  // No system syncs a pipe.
  const path = join(await createTestFolder(t), "pipe");
  execFileSync("mkfifo", [path]);
  const log = await createSync(path);
  t.after(() => log.close());
  let isSafe = false;
  const note = () => {
    isSafe = true;
  };
  void log.sync().then(note);
  assert.match((await log.failed).message, /EINVAL/);
  void log.sync().then(note);
  await new Promise(setImmediate);
  assert.equal(isSafe, false);
});

test("a file that is not there is an error at once", async (t) => {
  await assert.rejects(createSync(join(await createTestFolder(t), "log")), /ENOENT/);
});
