// Every package of the tree, those of other platforms too, may be used by anybody for anything, with its name given.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ALLOWED = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
];

/** Packages under another licence, and why that harms nobody: none of them is in what we ship or in what the ingest runs. */
const EXCEPTIONS: Record<string, { licence: string; reason: string }> = {
  "axe-core": { licence: "MPL-2.0", reason: "run by the browser tests as it is; its own files stay under MPL" },
  "capi-param-builder-nodejs": {
    licence: "Platform License",
    reason: "Meta's own, for use with Meta's platform: an oracle in the tests of exactly that use",
  },
};

interface LockedPackage {
  version: string;
  license?: string;
  dev?: boolean;
}

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8")) as {
  packages: Record<string, LockedPackage>;
};
const tree = Object.entries(packages)
  .filter(([path]) => path !== "")
  .map(([path, { version, license = "none stated", dev = false }]) => {
    return { name: path.replace(/^.*node_modules\//, ""), version, license, dev };
  });

/** Whether an SPDX expression leaves a choice that is allowed throughout. `OR` binds weakest. */
function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, "$1");
  return bare
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => ALLOWED.includes(licence.trim())));
}

test("an expression is allowed when one of its choices is, and a choice when all of its parts are", () => {
  for (const expression of ["MIT", "(WTFPL OR MIT)", "MIT AND Apache-2.0", "GPL-3.0 OR MIT AND ISC"]) {
    assert.ok(isAllowed(expression), expression);
  }
  for (const expression of [
    "GPL-3.0-only",
    "MIT AND GPL-3.0-only",
    "(GPL-2.0 OR LGPL-3.0)",
    "none stated",
    "SEE LICENSE IN x",
    "MIT WITH more",
  ]) {
    assert.ok(!isAllowed(expression), expression);
  }
});

test("every package of the dependency tree has a permissive licence, or a reason of its own", () => {
  assert.ok(tree.length > 100);
  const others = tree.filter(({ name, license }) => !isAllowed(license) && EXCEPTIONS[name]?.licence !== license);
  assert.deepEqual(others, []);
});

test("the exceptions are still there, and are development's alone", () => {
  for (const [name, { licence }] of Object.entries(EXCEPTIONS)) {
    const found = tree.filter((entry) => entry.name === name);
    assert.ok(found.length > 0, `${name} is gone from the tree; take its exception out`);
    for (const { license, dev } of found) assert.deepEqual({ license, dev }, { license: licence, dev: true }, name);
  }
});
