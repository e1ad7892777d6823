/** Chromium's flags for tests: no traffic of its own, and able to run as root, in containers. */
export const CHROMIUM_FLAGS: string[] = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
