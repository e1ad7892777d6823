import assert from "node:assert/strict";
import { test } from "node:test";
import { nextVersion } from "./next-version.ts";

test("a step raises its number and starts those after it anew; without one the version stays", () => {
  assert.equal(nextVersion("1.2.3", "patch"), "1.2.4");
  assert.equal(nextVersion("1.2.3", "minor"), "1.3.0");
  assert.equal(nextVersion("1.2.3", "major"), "2.0.0");
  assert.equal(nextVersion("1.9.9", "minor"), "1.10.0");
  assert.equal(nextVersion("1.2.3", undefined), "1.2.3");
});

test("a version named in full has to be above the current one, by number and not by spelling", () => {
  assert.equal(nextVersion("1.9.0", "1.10.0"), "1.10.0");
  assert.equal(nextVersion("0.9.9", "1.0.0"), "1.0.0");
  for (const wanted of ["1.2.3", "1.2.2", "1.1.9", "0.9.9"]) {
    assert.throws(() => nextVersion("1.2.3", wanted), /not above the current version, 1\.2\.3/);
  }
});

test("what is no version is refused with what to write instead", () => {
  for (const wanted of ["", "v1.2.4", "1.3", "01.2.4", "1.2.4-beta", "Minor", "1.2.3.4"]) {
    assert.throws(() => nextVersion("1.2.3", wanted), /write patch, minor, major, or three numbers such as 1\.2\.3/);
  }
});
