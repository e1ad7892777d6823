import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { findExecutable, isExecutable } from "./find-executable.ts";
import { installDebianPackages } from "./install-debian-packages.ts";

/** Names under which Chrome and Chromium stand in a PATH, best first. */
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Path of a Chromium to test with: `CHROMIUM_PATH`, the system's, Playwright's own (downloaded if need be), or, on
 * Debian as root, the `chromium` package. Throws an Error that says what to install when none can be had.
 */
export function findBrowser(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is ${named}, which is no executable file. Set it to a Chrome or Chromium, or unset it.`,
    );
  }
  return (
    readSystemBrowser() ?? readPlaywrightBrowser() ?? installPlaywrightBrowser() ?? installDebianBrowser() ?? fail()
  );
}

function readSystemBrowser(): string | undefined {
  return findExecutable(NAMES, APPLICATIONS);
}

function readPlaywrightBrowser(): string | undefined {
  return [chromium.executablePath()].find(isExecutable);
}

function installPlaywrightBrowser(): string | undefined {
  console.log("No Chrome or Chromium found; asking Playwright for its own.");
  const command = join(import.meta.dirname, "../node_modules/.bin/playwright");
  spawnSync(command, ["install", "--with-deps", "--only-shell", "chromium"], { stdio: "ignore", timeout: 240_000 });
  return readPlaywrightBrowser();
}

function installDebianBrowser(): string | undefined {
  // Ubuntu's package of this name is a pointer to a snap.
  if (existsSync("/etc/os-release") && /ubuntu/i.test(readFileSync("/etc/os-release", "utf8"))) return undefined;
  installDebianPackages("chromium");
  return readSystemBrowser();
}

function fail(): never {
  throw new Error("The browser tests need Chrome or Chromium: install one, or set CHROMIUM_PATH to its executable.");
}
