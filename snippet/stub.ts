import { mintEventId, type RandomSource } from "../src/wire/event-id.ts";
import { type QueuedCall, SETTLE_MS } from "../src/wire/queued-call.ts";

/** What the snippet writes onto the global for the tag to read. */
export interface SnippetSettings {
  siteId: string;
  apiKey: string;
  apiEndpoint: string;
  consentMode: string;
}

/** The global while the tag has not loaded: callable, and a queue. */
export interface StubGlobal extends Partial<SnippetSettings> {
  (...call: unknown[]): unknown;
  trackEvent?: (...args: unknown[]) => Promise<boolean>;
  consent?: (...args: unknown[]) => Promise<boolean>;
  /** The calls made so far; absent until the first one. */
  q?: { push(call: QueuedCall): unknown };
  /** When the snippet ran, in milliseconds since the epoch. */
  l?: number;
}

/** The part of a window that the stub needs. */
export interface StubWindow {
  PixelFlowObject?: string;
  crypto: RandomSource;
  setTimeout(callback: (value: boolean) => void, delayMs: number, value: boolean): number;
}

/** The part of a document that the stub needs. */
export type StubDocument = Pick<Document, "createElement" | "currentScript" | "head" | "URL">;

/**
 * Gives the page a global that can be called at once and loads the tag, which replays the calls.
 *
 * Returns nothing and throws nothing. A second paste finds `trackEvent` and leaves everything as it is; a global left
 * by an older snippet is kept and completed. When the tag is blocked or does not come, the promises settle `false`.
 */
export function installStub(
  window: StubWindow,
  document: StubDocument,
  bundleUrl: string,
  settings: SnippetSettings,
): void {
  try {
    const globals = window as unknown as Record<string, StubGlobal | undefined>;
    const name = window.PixelFlowObject || "pixelFlow";
    window.PixelFlowObject = name;

    let onBlocked: OnErrorEventHandler = null;
    const blocked = new Promise((resolve) => {
      onBlocked = resolve;
    });

    const enqueue = (args: ArrayLike<unknown>) =>
      new Promise<boolean>((settle) => {
        const call: QueuedCall & unknown[] = Array.from(args);
        try {
          // The page may reuse its objects before the tag arrives; what counts is their content at the call. Whatever
          // cannot be copied (a circular object, a throwing getter) stays, for the tag to explain.
          if (call[2]) call[2] = JSON.parse(JSON.stringify(call[2]));
          const userData = call[3] as { then?: unknown } | undefined;
          if (userData && !userData.then) call[3] = Object.assign({}, userData);
        } catch {}
        call.id = mintEventId(window.crypto);
        call.time = Date.now();
        call.url = document.URL;
        call.settle = settle;
        call.timer = window.setTimeout(settle, SETTLE_MS, false);
        blocked.then(() => settle(false));
        // Once loaded, the tag puts itself in the queue's place, so that a reference to this function goes on working.
        api.q = api.q || [];
        api.q.push(call);
      }).catch(() => false);

    const api: StubGlobal =
      globals[name] ||
      // The older snippets' form: a function whose arguments are the queue's entries.
      function () {
        // biome-ignore lint/complexity/noArguments: the smallest form, in a snippet where every byte is pasted
        return enqueue(arguments);
      };
    if (api.trackEvent) return;
    globals[name] = Object.assign(api, settings, {
      l: Date.now(),
      trackEvent: (...args: unknown[]) => enqueue(["trackEvent", ...args]),
      consent: (...args: unknown[]) => enqueue(["consent", ...args]),
    });

    const script = document.createElement("script");
    script.src = bundleUrl;
    script.onerror = onBlocked;
    // A page whose policy goes by nonces has given one to the snippet; it covers what the snippet loads.
    script.nonce = (document.currentScript || script).nonce;
    document.head.append(script);
  } catch {}
}
