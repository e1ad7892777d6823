import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nextVersion } from "./next-version.ts";
import { readChanges } from "./read-changes.ts";
import { stagePackage } from "./stage-package.ts";
import { writeOnce } from "./write-once.ts";

/** What a release needs of the outside. */
export interface ReleaseParts {
  /** The repository's folder. */
  root: string;
  /** Paths in the work tree that are not committed. */
  readUncommitted(): string[];
  /** Makes `dist/` of the version that package.json names; rejects when it is over budget. */
  build(): Promise<unknown>;
}

/** A release as it lies on the disk. */
export interface Release {
  version: string;
  changes: string;
  /** What a server of files gets, for good, under `/<version>/`. */
  folder: string;
  /** What `npm pack` and `npm publish` are to be given. */
  staged: string;
  /** Size and integrity of each file. */
  files: Record<string, { raw: number; gzip: number; brotli: number; integrity: string }>;
}

/**
 * Checks, builds and keeps a version: the current one, or the one that `wanted` names (see `nextVersion`).
 *
 * Rejects with an Error that says what to do first: commit, write the changelog, get within the budgets, or choose a
 * higher version because this one was released with other bytes. package.json is then as it was.
 */
export async function release(
  wanted: string | undefined,
  { root, readUncommitted, build }: ReleaseParts,
): Promise<Release> {
  const at = (...path: string[]) => join(root, ...path);
  const read = (...path: string[]) => readFileSync(at(...path), "utf8");

  const uncommitted = readUncommitted();
  if (uncommitted.length > 0) throw new Error(`Commit these first, or put them away:\n  ${uncommitted.join("\n  ")}`);
  const before = { "package.json": read("package.json"), "package-lock.json": read("package-lock.json") };
  const version = nextVersion(JSON.parse(before["package.json"]).version, wanted);
  const changes = readChanges(read("CHANGELOG.md"), version);
  try {
    for (const [file, text] of Object.entries(before)) writeFileSync(at(file), setVersion(text, version));
    await build();
    const { files } = JSON.parse(read("dist/manifest.json")) as Release;
    const folder = at("dist/release", version);
    const manifest = `${JSON.stringify({ version, files }, null, 2)}\n`;
    writeOnce(
      new Map([
        // The repository's own copies outlive dist/: they decide whether a version was released already.
        [at("compatibility/bundles", `${version}.js`), read("dist/pixelflow.js")],
        [at("compatibility/stubs", `${version}.js`), read("dist/snippet.js")],
        ...Object.keys(files).map((file) => [join(folder, file), read("dist", file)] as const),
        [join(folder, "manifest.json"), manifest],
      ]),
    );
    return { version, changes, folder, staged: stagePackage(root), files };
  } catch (error) {
    for (const [file, text] of Object.entries(before)) writeFileSync(at(file), text);
    throw error;
  }
}

/** The text of package.json or package-lock.json with another version of ours, as npm would write it. */
function setVersion(text: string, version: string): string {
  const content = JSON.parse(text);
  if (content.version === version) return text;
  content.version = version;
  if (content.packages?.[""]) content.packages[""].version = version;
  return `${JSON.stringify(content, null, 2)}\n`;
}
