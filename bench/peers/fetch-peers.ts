import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import esbuild from "esbuild";
import type { Product } from "./products.ts";

/**
 * The code that browsers get of each product, fetched from npm's registry on the first run and kept in
 * `node_modules/.cache`. Gives the reason as text when it cannot be had.
 */
export async function fetchPeers(root: string, peers: readonly Product[]): Promise<Map<Product, string> | string> {
  const cache = join(root, "node_modules/.cache/peers");
  if (!peers.every((peer) => isInstalled(cache, peer))) {
    mkdirSync(cache, { recursive: true });
    const packages = peers.map(({ name, version }) => `${name}@${version}`);
    const args = ["install", "--prefix", cache, "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
    const { status, stderr } = spawnSync("npm", [...args, ...packages], { encoding: "utf8" });
    if (status !== 0) return stderr.trim().split("\n").slice(0, 3).join(" ") || "npm could not be run";
  }
  const codes = new Map<Product, string>();
  for (const peer of peers) codes.set(peer, await readCode(join(cache, "node_modules", peer.name, peer.file), peer));
  return codes;
}

function isInstalled(cache: string, { name, version }: Product): boolean {
  try {
    return JSON.parse(readFileSync(join(cache, "node_modules", name, "package.json"), "utf8")).version === version;
  } catch {
    return false;
  }
}

/** The file as it is, or what a site's own bundler makes of the module. */
async function readCode(path: string, { bundledAs }: Product): Promise<string> {
  if (!bundledAs) return readFile(path, "utf8");
  const { outputFiles } = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: bundledAs,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
