import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Installs packages as root on Debian and its relatives; does nothing anywhere else. */
export function installDebianPackages(...names: string[]): void {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return;
  console.log(`Installing Debian's ${names.join(", ")}.`);
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", ...names],
  ]) {
    spawnSync("apt-get", args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  }
}
