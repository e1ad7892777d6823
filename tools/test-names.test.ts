import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

test("the name of no suite is refused with the names there are, instead of passing with nothing run", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "test.ts"), "unitt"]);
  assert.equal(status, 1);
  assert.match(String(stderr), /No such suite: unitt\. Write any of build, types, floor, lint, unit, e2e, or none/);
});
