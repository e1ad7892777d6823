import { spawn } from "node:child_process";
import { once } from "node:events";
import { findBrowser } from "../../tools/find-browser.ts";
import config from "../playwright.config.ts";

/** A browser that runs like any program: nobody drives it, and it can be killed. */
export interface BrowserProcess {
  /** Resolves with the match once the browser has written it to its error output. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends it and all its processes without warning; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts Chromium headless on a profile folder, with an ordinary user agent. */
export function launchBrowser(profile: string, args: readonly string[]): BrowserProcess {
  const child = spawn(
    findBrowser(),
    [
      ...(config.use?.launchOptions?.args ?? []),
      "--headless=new",
      `--user-agent=${config.use?.userAgent}`,
      `--user-data-dir=${profile}`,
      ...args,
    ],
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  let said = "";
  let listen = () => {};
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
    listen();
  });
  return {
    says: (pattern) =>
      new Promise((resolve, reject) => {
        listen = () => {
          const match = pattern.exec(said);
          if (match) resolve(match);
        };
        listen();
        child.once("exit", () => reject(new Error(`The browser ended:\n${said}`)));
      }),
    async kill() {
      const gone = once(child, "exit");
      process.kill(-(child.pid as number), "SIGKILL");
      await gone;
    },
  };
}
