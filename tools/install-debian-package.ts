import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Installs a package as root on Debian and its relatives; does nothing anywhere else. */
export function installDebianPackage(name: string): void {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return;
  console.log(`Installing Debian's ${name}.`);
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", name],
  ]) {
    spawnSync("apt-get", args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  }
}
