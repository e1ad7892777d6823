// `npm run release`: checks and builds the version that package.json names; `npm run release -- patch` (or `minor`,
// `major`, `1.2.3`) raises it first. What comes out is on the disk alone; it ends with the commands that publish it.
import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";
import { build } from "../build.mjs";
import { release } from "./release/release.ts";

const root = join(import.meta.dirname, "..");
const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });

try {
  if (process.argv.length > 3) throw new Error("Write one version: npm run release -- patch");
  const { version, changes, folder, staged, files } = await release(process.argv[2], {
    root,
    readUncommitted: () =>
      git("status", "--porcelain")
        .split("\n")
        .filter(Boolean)
        .map((line) => line.slice(3)),
    build,
  });
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", join(root, "dist/release")], {
    cwd: staged,
    stdio: "ignore",
  });
  console.log(`\nPixelFlow ${version}\n\n${changes}\n`);
  for (const [file, { raw, brotli, integrity }] of Object.entries(files)) {
    console.log(
      `${file.padEnd(20)} ${String(raw).padStart(8)} bytes ${String(brotli).padStart(7)} brotli  ${integrity}`,
    );
  }
  console.log(`
In ${relative(root, folder)}/ are the files to serve under /${version}/, for good, and under /v1/ from now on;
dist/release/pixelflow-${version}.tgz is the package. Then:

  npm test
  git add --all && git commit --message "Release ${version}" && git tag v${version}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
