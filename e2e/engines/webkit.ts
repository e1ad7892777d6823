import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { Tab } from "../support/scene.ts";
import type { Engine } from "./engine.ts";
import { openSession, type WebDriverSession } from "./webdriver.ts";

/** Where the programs stand. */
export interface WebKitPrograms {
  /** `xvfb-run`, which gives them a screen. */
  xvfbRun: string;
  /** `WebKitWebDriver`. */
  driver: string;
  /** WebKitGTK's `MiniBrowser`. */
  browser: string;
}

/** Starts WebKitGTK's driver on a screen of its own; each profile is a browser of its own, which forgets everything. */
export async function startWebKit({ xvfbRun, driver, browser }: WebKitPrograms): Promise<Engine> {
  const port = await findFreePort();
  const child = spawn(xvfbRun, ["--auto-servernum", driver, `--port=${port}`], { stdio: "ignore", detached: true });
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin, child);
  const open = () =>
    openSession(origin, {
      // WebKitGTK would hold back every command while any script of the page is under way, and some are for long.
      pageLoadStrategy: "none",
      timeouts: { script: 60_000, pageLoad: 60_000 },
      "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
    });
  const first = await open();
  const { browserName, browserVersion } = first.capabilities;
  await first.end();
  return {
    version: `${browserName} ${browserVersion}`,
    async openProfile() {
      const session = await open();
      // The window it began with stays open and empty: a browser whose last window is closed ends.
      const first = await session.command<string>("GET", "/window");
      return {
        async openTab() {
          const { handle } = await takeTurn(session, async () => {
            await session.command("POST", "/window", { handle: first });
            return session.command<{ handle: string }>("POST", "/window/new", { type: "window" });
          });
          return createTab(session, handle);
        },
        close: () => session.end(),
      };
    },
    async stop() {
      if (child.pid) process.kill(-child.pid, "SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/**
 * WebDriver speaks to one window at a time, the one switched to; promises may speak to several at once, so each command
 * waits its turn and switches first.
 */
function createTab(session: WebDriverSession, handle: string): Tab {
  const inTab = <Value>(command: () => Promise<Value>) =>
    takeTurn(session, async () => {
      await session.command("POST", "/window", { handle });
      return command();
    });
  const execute = <Value>(script: string, args: unknown[] = []) =>
    inTab(() => session.command<Value>("POST", "/execute/async", { script, args }));
  /** Until the tab shows a document for which `condition` holds; while one is being replaced the driver answers with errors. */
  const untilShown = async (condition: string, ...args: string[]) => {
    const script = `return document.readyState !== "loading" && ${condition}`;
    const look = () =>
      inTab(() => session.command<boolean>("POST", "/execute/sync", { script, args })).catch(() => false);
    while (!(await look()));
  };
  return {
    async goto(url) {
      await inTab(() => session.command("POST", "/execute/sync", { script: "window.isLeft = true", args: [] }));
      await inTab(() => session.command("POST", "/url", { url }));
      await untilShown("!window.isLeft");
    },
    arrival: (url) => untilShown("location.href === arguments[0]", url),
    async evaluate<Result>(code: string) {
      const { value, error } = await execute<{ value: Result; error?: string }>(
        `const done = arguments[arguments.length - 1];
         Promise.resolve()
           .then(() => (0, eval)(arguments[0]))
           .then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error) }));`,
        [code],
      );
      if (error) throw new Error(error);
      return value;
    },
    close: () => inTab(() => session.command("DELETE", "/window")),
  };
}

const turns = new WeakMap<WebDriverSession, Promise<unknown>>();

function takeTurn<Value>(session: WebDriverSession, command: () => Promise<Value>): Promise<Value> {
  const mine = (turns.get(session) ?? Promise.resolve()).then(command);
  turns.set(
    session,
    mine.catch(() => {}),
  );
  return mine;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function untilReady(origin: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended at once, with code ${child.exitCode}.`);
    const answer = await fetch(`${origin}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
