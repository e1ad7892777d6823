import assert from "node:assert/strict";
import { test } from "node:test";
import { readChanges } from "./read-changes.ts";

const CHANGELOG =
  "# Changelog\n\nVisible changes, newest first.\n\n## 0.2.0\n\n## 0.1.10\n\n- Ten.\n\n## 0.1.1\n\n- One.\n- Two.\n";

test("a version's changes are what stands below its heading, up to the next one", () => {
  assert.equal(readChanges(CHANGELOG, "0.1.1"), "- One.\n- Two.");
  assert.equal(readChanges(CHANGELOG, "0.1.10"), "- Ten.");
});

test("a version without a heading, or with nothing below it, is refused with what to write", () => {
  for (const version of ["0.2.0", "0.1.0", "0.1"]) {
    assert.throws(() => readChanges(CHANGELOG, version), {
      message: `CHANGELOG.md says nothing of ${version}; write what changed below "## ${version}".`,
    });
  }
});
