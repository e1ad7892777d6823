import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebianPackages } from "./install-debian-packages.ts";

/** Path of a Firefox: `FIREFOX_PATH`, the system's, or, on Debian as root, the `firefox-esr` package. */
export function findFirefox(): string {
  return findProgram({
    named: "FIREFOX_PATH",
    names: ["firefox", "firefox-esr", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    packages: ["firefox-esr"],
  });
}

/** Paths of WebKitGTK's driver and browser, from the system or, on Debian as root, from its packages. */
export function findWebKit(): { driver: string; browser: string } {
  const packages = ["webkit2gtk-driver", "xvfb", "xauth"];
  findProgram({ names: ["xvfb-run"], packages });
  return {
    driver: findProgram({ named: "WEBKIT_DRIVER_PATH", names: ["WebKitWebDriver"], packages }),
    browser: findProgram({
      named: "MINI_BROWSER_PATH",
      names: ["MiniBrowser", "/usr/{lib,lib/*,libexec}/webkit*gtk-*/MiniBrowser"],
      packages,
    }),
  };
}

interface Wanted {
  /** The environment variable that outranks everything. */
  named?: string;
  /** Names to look for in PATH, or patterns of whole paths, best first. */
  names: string[];
  /** Debian's packages that bring it. */
  packages: string[];
}

function findProgram({ named, names, packages }: Wanted): string {
  const given = named && process.env[named];
  if (given) return given;
  const find = () => names.flatMap(inPath).find(existsSync);
  const found = find() ?? (installDebianPackages(packages) ? find() : undefined);
  if (found) return found;
  throw new Error(
    `${names[0]} is missing: install it (on Debian: ${packages.join(", ")})${named ? `, or set ${named}` : ""}.`,
  );
}

/** Newer versions of a library's folder come first. */
const inPath = (name: string) =>
  name.startsWith("/")
    ? globSync(name).sort().reverse()
    : (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
