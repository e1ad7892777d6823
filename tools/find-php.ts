import { findExecutable, isExecutable } from "./find-executable.ts";
import { installDebianPackages } from "./install-debian-packages.ts";

/**
 * Path of PHP's command: `PHP_PATH`, the system's, or, on Debian as root, that of the `php-cli` package. Throws an Error
 * that says what to install when none can be had.
 */
export function findPhp(): string {
  const named = process.env.PHP_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`PHP_PATH is ${named}, which is no executable file. Set it to PHP's command, or unset it.`);
  }
  return findExecutable(["php"]) ?? installPhp() ?? fail();
}

function installPhp(): string | undefined {
  installDebianPackages("php-cli");
  return findExecutable(["php"]);
}

function fail(): never {
  throw new Error("The WordPress plugin's tests need PHP: install its command line (php-cli), or set PHP_PATH to it.");
}
