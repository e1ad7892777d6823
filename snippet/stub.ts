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
  location: { href: string };
  setTimeout(callback: (value: boolean) => void, delayMs: number, value: boolean): number;
}

/** The part of a document that the stub needs. */
export type StubDocument = Pick<Document, "createElement" | "currentScript" | "head">;

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

    const waiting: { settle(delivered: boolean): void }[] = [];
    let blocked = false;

    const enqueue = (args: ArrayLike<unknown>) =>
      new Promise<boolean>((settle) => {
        const call: QueuedCall & unknown[] = Array.from(args);
        try {
          // The page may reuse its objects before the tag arrives; what counts is their content at the call. Whatever
          // cannot be copied (a circular object, a throwing getter) stays, for the tag to explain.
          const [, , customData, userData] = call as unknown[] as [
            unknown,
            unknown,
            unknown,
            { then?: unknown } | undefined,
          ];
          if (customData) call[2] = JSON.parse(JSON.stringify(customData));
          if (userData && !userData.then) call[3] = Object.assign({}, userData);
        } catch {}
        call.id = mintEventId(window.crypto);
        call.time = Date.now();
        call.url = window.location.href;
        call.settle = settle;
        call.timer = window.setTimeout(settle, blocked ? 0 : SETTLE_MS, false);
        waiting.push({ settle });
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
    const current = document.currentScript;
    // A page whose policy goes by nonces has given one to the snippet; it covers what the snippet loads.
    if (current) script.nonce = current.nonce;
    script.onerror = () => {
      blocked = true;
      for (const { settle } of waiting) settle(false);
    };
    document.head.appendChild(script);
  } catch {}
}
