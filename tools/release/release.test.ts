import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { release } from "./release.ts";

const SIZES = { raw: 1, gzip: 1, brotli: 1, integrity: "sha384-x" };

/** A repository of version 1.0.0 whose build writes what `code` says. */
function createRepository(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), "pixelflow-release-"));
  t.after(() => rmSync(root, { recursive: true }));
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  const state = { code: "tag", uncommitted: [] as string[], isOverBudget: false };
  for (const folder of ["dist", "compatibility"]) mkdirSync(join(root, folder));
  write("package.json", `${JSON.stringify({ name: "pixelflow", version: "1.0.0", private: true }, null, 2)}\n`);
  write(
    "package-lock.json",
    `${JSON.stringify({ version: "1.0.0", packages: { "": { version: "1.0.0" } } }, null, 2)}\n`,
  );
  write("CHANGELOG.md", "# Changelog\n\n## 1.1.0\n\n- More.\n\n## 1.0.0\n\n- All.\n");
  write("README.md", "PixelFlow");
  write("LICENSE", "MIT");
  return {
    state,
    read,
    has: (file: string) => existsSync(join(root, file)),
    release: (wanted?: string) =>
      release(wanted, {
        root,
        readUncommitted: () => state.uncommitted,
        async build() {
          if (state.isOverBudget) throw new Error("Over budget");
          const { version } = JSON.parse(read("package.json"));
          write("dist/pixelflow.js", `${state.code} ${version}`);
          write("dist/snippet.js", "stub");
          const files = { "pixelflow.js": SIZES, "snippet.js": SIZES };
          write("dist/manifest.json", JSON.stringify({ version, inputs: "hash", files }));
        },
      }),
  };
}

test("the current version is built and kept: for the server of files, for the package, and for compatibility", async (t) => {
  const repository = createRepository(t);
  const { version, changes } = await repository.release();
  assert.deepEqual({ version, changes }, { version: "1.0.0", changes: "- All." });
  for (const file of [
    "dist/release/1.0.0/pixelflow.js",
    "dist/package/pixelflow.js",
    "compatibility/bundles/1.0.0.js",
  ]) {
    assert.equal(repository.read(file), "tag 1.0.0", file);
  }
  assert.equal(repository.read("compatibility/stubs/1.0.0.js"), "stub");
  assert.deepEqual(JSON.parse(repository.read("dist/release/1.0.0/manifest.json")), {
    version: "1.0.0",
    files: { "pixelflow.js": SIZES, "snippet.js": SIZES },
  });
  await repository.release();
});

test("a step raises the version in package.json and the lock file before anything is built", async (t) => {
  const repository = createRepository(t);
  await repository.release("minor");
  assert.equal(repository.read("dist/release/1.1.0/pixelflow.js"), "tag 1.1.0");
  assert.equal(JSON.parse(repository.read("package.json")).version, "1.1.0");
  const lock = JSON.parse(repository.read("package-lock.json"));
  assert.deepEqual([lock.version, lock.packages[""].version], ["1.1.0", "1.1.0"]);
});

test("a work tree with changes is refused by their names", async (t) => {
  const repository = createRepository(t);
  repository.state.uncommitted = ["src/start.ts", "notes.txt"];
  await assert.rejects(repository.release(), {
    message: "Commit these first, or put them away:\n  src/start.ts\n  notes.txt",
  });
});

test("a version that the changelog does not know is refused", async (t) => {
  const repository = createRepository(t);
  await assert.rejects(repository.release("patch"), /says nothing of 1\.0\.1; write what changed below "## 1\.0\.1"/);
});

test("a build over budget releases nothing and leaves the version as it was", async (t) => {
  const repository = createRepository(t);
  repository.state.isOverBudget = true;
  await assert.rejects(repository.release("minor"), /Over budget/);
  assert.equal(JSON.parse(repository.read("package.json")).version, "1.0.0");
  assert.equal(JSON.parse(repository.read("package-lock.json")).version, "1.0.0");
  assert.ok(!repository.has("dist/release") && !repository.has("compatibility/bundles"));
});

test("a version that was released with other bytes is refused, even where dist/ is new", async (t) => {
  const repository = createRepository(t);
  const { folder } = await repository.release();
  rmSync(folder, { recursive: true });
  repository.state.code = "another tag";
  await assert.rejects(
    repository.release(),
    /released already, with other bytes in:[\s\S]*bundles\/1\.0\.0\.js\nRelease a higher/,
  );
  assert.ok(!repository.has("dist/release/1.0.0"));
  assert.equal(repository.read("compatibility/bundles/1.0.0.js"), "tag 1.0.0");
  await repository.release("minor");
});
