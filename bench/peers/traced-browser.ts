import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "../../e2e/support/browser-process.ts";
import { openDevtoolsSocket } from "../../e2e/support/devtools-socket.ts";
import type { TraceEvent } from "./busy-ms.ts";

/** A browser that is traced as a whole while nobody's devtools are attached to its pages. */
export interface TracedBrowser {
  /** Major version of Chromium. */
  version: string;
  /** Opens a visitor's first page, which shares nothing with any other. Gives what closes it. */
  openPage(url: string): Promise<() => Promise<void>>;
  /** Traces every process from now on. Gives what ends that and hands over what was seen. */
  startTrace(): Promise<() => Promise<TraceEvent[]>>;
  stop(): Promise<void>;
}

/** Each thread's tasks, and the marks that pages set: the fewer categories, the less tracing costs what it watches. */
const CATEGORIES = ["toplevel", "blink.user_timing"];

/**
 * Starts one on a profile of its own. It is spoken to over a bare socket, since Playwright attaches to every page; a page
 * that is attached to runs otherwise than a visitor's: among other things, Chromium notes the whole stack at each read
 * of `document.cookie`, and parses functions again for that.
 */
export async function startTracedBrowser(flags: readonly string[]): Promise<TracedBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "pixelflow-traced-"));
  const process = launchBrowser(profile, [...flags, "--remote-debugging-port=0", "about:blank"]);
  const [, address] = await process.says(/DevTools listening on (ws:\S+)/);
  const { send, onReport, close } = await openDevtoolsSocket(address as string);

  const { product } = await send("Browser.getVersion");

  return {
    version: /\/(\d+)/.exec(String(product))?.[1] ?? "",
    async openPage(url) {
      const { browserContextId } = await send("Target.createBrowserContext");
      await send("Target.createTarget", { url, browserContextId });
      return async () => void (await send("Target.disposeBrowserContext", { browserContextId }));
    },
    async startTrace() {
      const events: TraceEvent[] = [];
      const stopCollecting = onReport("Tracing.dataCollected", ({ value }) => {
        for (const event of value as TraceEvent[]) events.push(event);
      });
      const traceConfig = { includedCategories: CATEGORIES };
      await send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
      return async () => {
        const { promise: complete, resolve } = Promise.withResolvers<Record<string, unknown>>();
        const stopWaiting = onReport("Tracing.tracingComplete", resolve);
        await send("Tracing.end");
        const { dataLossOccurred } = await complete;
        stopCollecting();
        stopWaiting();
        if (dataLossOccurred) throw new Error("The trace outgrew Chromium's buffer, so events of it are missing.");
        return events;
      };
    },
    async stop() {
      close();
      await process.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
