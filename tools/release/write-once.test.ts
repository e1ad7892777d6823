import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { writeOnce } from "./write-once.ts";

test("a released file may be written again as it is; other bytes are refused by name, and nothing else is written", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "pixelflow-release-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [tag, stub, late] = ["tag.js", "stub.js", "late.js"].map((file) => join(folder, "1.0.0", file)) as [
    string,
    string,
    string,
  ];
  writeOnce(
    new Map([
      [tag, "tag"],
      [stub, "stub"],
    ]),
  );
  writeOnce(
    new Map([
      [tag, "tag"],
      [stub, "stub"],
    ]),
  );
  assert.throws(
    () =>
      writeOnce(
        new Map([
          [late, "late"],
          [tag, "tag"],
          [stub, "another"],
        ]),
      ),
    ({ message }: Error) => message.includes(stub) && !message.includes(tag) && message.includes("higher version"),
  );
  assert.equal(readFileSync(stub, "utf8"), "stub");
  assert.ok(!existsSync(late));
});
