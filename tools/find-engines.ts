import { globSync } from "node:fs";
import { findExecutable } from "./find-executable.ts";
import { installDebianPackages } from "./install-debian-packages.ts";

/** Path of a Firefox: `FIREFOX_PATH`, the system's, or, on Debian as root, the `firefox-esr` package. */
export function findFirefox(): string {
  return findProgram({
    setting: "FIREFOX_PATH",
    find: () => findExecutable(["firefox", "firefox-esr"], ["/Applications/Firefox.app/Contents/MacOS/firefox"]),
    packages: ["firefox-esr"],
  });
}

/**
 * Paths of WebKitGTK's driver and browser, and of what gives them a screen, from the system or, on Debian as root, from
 * its packages.
 */
export function findWebKit(): { xvfbRun: string; driver: string; browser: string } {
  const packages = ["webkit2gtk-driver", "xvfb", "xauth"];
  return {
    xvfbRun: findProgram({ setting: "XVFB_RUN_PATH", find: () => findExecutable(["xvfb-run"]), packages }),
    driver: findProgram({
      setting: "WEBKIT_DRIVER_PATH",
      find: () => findExecutable(["WebKitWebDriver"]),
      packages,
    }),
    browser: findProgram({
      setting: "MINI_BROWSER_PATH",
      // It is no command, but stands beside its library; newer versions of that come first.
      find: () => findExecutable([], globSync("/usr/{lib,lib/*,libexec}/webkit*gtk-*/MiniBrowser").sort().reverse()),
      packages,
    }),
  };
}

interface Wanted {
  /** The environment variable that outranks everything. */
  setting: string;
  find(): string | undefined;
  /** Debian's packages that bring it. */
  packages: string[];
}

function findProgram({ setting, find, packages }: Wanted): string {
  const given = process.env[setting];
  if (given) return given;
  let found = find();
  if (!found) {
    installDebianPackages(...packages);
    found = find();
  }
  if (found) return found;
  throw new Error(
    `A program is missing: install it (on Debian: ${packages.join(", ")}), or set ${setting} to its path.`,
  );
}
