import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Installs packages where that is Debian's way and allowed, which is as root; false where it is not, or failed. */
export function installDebianPackages(packages: readonly string[]): boolean {
  const isDebian = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  // Ubuntu's browser packages are empty ones that fetch something else.
  if (!isDebian || /ubuntu/i.test(readFileSync("/etc/os-release", "utf8"))) return false;
  console.log(`Installing Debian's ${packages.join(", ")}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args: string[]) => spawnSync("apt-get", args, { stdio: "inherit", env }).status === 0;
  return run("update", "-qq") && run("install", "-y", "-qq", ...packages);
}
