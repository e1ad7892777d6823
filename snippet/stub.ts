import type { RandomSource } from "../src/wire/event-id.ts";
import { KEPT_CALL_PREFIX, type QueuedCall, SETTLE_MS } from "../src/wire/queued-call.ts";

/** What the snippet writes onto the global for the tag to read. */
export interface SnippetSettings {
  siteId: string;
  apiKey: string;
  apiEndpoint: string;
  consentMode: string;
  /** Where the tag is. */
  bundle: string;
}

/** The global while the tag has not loaded: callable, and a queue. */
export interface StubGlobal extends Partial<SnippetSettings> {
  (...call: unknown[]): unknown;
  trackEvent?: (...args: unknown[]) => Promise<boolean>;
  consent?: (...args: unknown[]) => Promise<boolean>;
  /** The calls made so far; absent until the first one. The loaded tag puts an object in its place that takes over. */
  q?: QueuedCall[];
  /** When the snippet ran, in milliseconds since the epoch. */
  l?: number;
  /** Makes of an address what a script element accepts, where the browser has Trusted Types. */
  policy?: { createScriptURL(url: string): string };
}

/** A call as the stub writes it: method, event name, customData, userData. */
interface StubCall extends QueuedCall {
  2?: unknown;
  3?: Record<string, unknown>;
  then?: never;
  settle: (delivered: boolean) => void;
}

/** The part of a window that the stub needs. */
export interface StubWindow {
  PixelFlowObject?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the global's own name is the page's choice
  [name: string]: any;
  crypto: RandomSource;
  localStorage: Record<string, unknown> & Pick<Storage, "key">;
  setTimeout(callback: (value: boolean) => void, delayMs: number, value: boolean): number;
  addEventListener(type: "pagehide", listener: () => void): void;
}

/** The part of a document that the stub needs. */
export type StubDocument = Pick<Document, "createElement" | "currentScript" | "head" | "URL">;

/**
 * Gives the page a global that can be called at once and loads the tag, which replays the calls.
 *
 * Returns nothing and throws nothing. A second paste finds `trackEvent` and leaves everything as it is; a global left
 * by an older snippet is kept and completed. When the tag is blocked or does not come, the promises settle `false`.
 * When the page is left before it came, the calls are kept in storage for another page of the site to replay: without
 * their customer, and not at all where the snippet says `opt_in`.
 */
export function installStub(window: StubWindow, document: StubDocument, settings: SnippetSettings): void {
  try {
    // biome-ignore lint/suspicious/noAssignInExpressions: as below
    const name = (window.PixelFlowObject = window.PixelFlowObject || "pixelFlow");

    // What we queued; the tag empties it when it takes over.
    const queue: StubCall[] = [];
    let deadlineMs = SETTLE_MS;

    const enqueue = (...args: unknown[]) =>
      new Promise<boolean>((settle) => {
        try {
          const call: StubCall = {
            ...(args as unknown as StubCall),
            // As mintEventId, written out: a call of it costs more than its body.
            id: window.crypto.getRandomValues(new Uint32Array(4)).join("-"),
            time: Date.now(),
            url: document.URL,
            settle,
            timer: window.setTimeout(settle, deadlineMs, false),
          };
          // Once loaded, the tag puts itself in the queue's place, so that a reference to this function goes on working.
          // biome-ignore lint/suspicious/noAssignInExpressions: two bytes, in a snippet where every byte is pasted
          (api.q = api.q || queue).push(call);
          // The page may reuse its objects before the tag arrives; what counts is their content at the call. Whatever
          // cannot be copied (a circular object, a throwing getter) stays, for the tag to explain.
          try {
            if (!call[3]?.then) call[3] = { ...call[3] };
            // An old Prototype.js makes texts of lists; what it has spoilt is worse than what the page may change.
            if (!([] as { toJSON?: unknown }).toJSON) call[2] = JSON.parse(JSON.stringify(call[2]));
          } catch {}
        } catch {
          settle(false);
        }
      });

    const api: StubGlobal = window[name] || enqueue;
    if (api.trackEvent) return;
    window[name] = Object.assign(api, settings, {
      l: Date.now(),
      // Not by bind: an old MooTools has put one of its own in place, which loses what the call passes.
      trackEvent: (...args: unknown[]) => enqueue("trackEvent", ...args),
      consent: (...args: unknown[]) => enqueue("consent", ...args),
    });

    if (settings.consentMode !== "opt_in") {
      window.addEventListener("pagehide", () => {
        // Storage may be missing or full, and a call that cannot be written stops none of the others.
        for (const call of queue)
          try {
            // Where the tag never comes nobody takes these out again, and the host needs storage as well.
            if (!window.localStorage.key(500))
              // biome-ignore lint/style/useTemplate: two bytes less
              window.localStorage[KEPT_CALL_PREFIX + settings.siteId + ":" + call.id] = JSON.stringify({
                ...call,
                // Nothing of the customer, hashed or not.
                3: {},
              }).replace(
                // Words of a text or parts of an address that hold an e-mail address or a parameter named like a secret;
                // at the front with the backslash of `\n`, at the end without that of `\"`, so that it stays JSON.
                /[^\s?&#/"]{0,99}(@|%40|(mail|pass|tok|secr|phon)\w*=)[^\s?&#/"\\]*/gi,
                "",
              );
          } catch {}
      });
    }

    let src = settings.bundle;
    // A page that enforces Trusted Types takes a script's address from a policy alone, and allows each policy's name once:
    // the tag finds ours on the global.
    try {
      // biome-ignore lint/suspicious/noAssignInExpressions: five bytes, in a snippet where every byte is pasted
      src = (api.policy = window.trustedTypes.createPolicy("pixelflow", {
        createScriptURL: (url: string) => url,
      })).createScriptURL(src);
    } catch {}
    document.head.append(
      Object.assign(document.createElement("script"), {
        src,
        // A page whose policy goes by nonces has given one to the snippet; it covers what the snippet loads.
        nonce: document.currentScript?.nonce,
        onerror() {
          deadlineMs = 0;
          for (const call of queue) call.settle(false);
        },
      }),
    );
  } catch {}
}
