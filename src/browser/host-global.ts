import type { PixelFlow } from "../page-api.ts";
import type { QueuedCall } from "../wire/queued-call.ts";

/** What stands under our name before the tag replaces it: a stub of ours, an older one, or a tag that is loaded. */
export interface HostGlobal {
  q?: QueuedCall[] | { push(call: QueuedCall): unknown };
  /** When the snippet ran, in milliseconds since the epoch. */
  l?: number;
  /** Only a loaded tag has one. */
  version?: string;
  siteId?: unknown;
  apiKey?: unknown;
  apiEndpoint?: unknown;
  consentMode?: unknown;
  outboxEvents?: unknown;
  outboxBytes?: unknown;
  tcfPurposes?: unknown;
  oneTrustGroup?: unknown;
  doNotTrack?: unknown;
}

/** The page's side of the hand-over. */
export interface Host {
  /** The global's name: `pixelFlow`, unless the site renamed it. */
  name: string;
  global: HostGlobal | undefined;
  /** The `data-…` attributes of the tag's own script element. */
  attributes: Readonly<Record<string, string | undefined>>;
  /** Puts the loaded API in the stub's place, with everything that the page had put on it. */
  install(api: PixelFlow): void;
}

/** Reads the hand-over; call it while the tag's script runs, since only then the browser tells which element it is. */
export function readHost(): Host {
  const globals = window as unknown as Record<string, HostGlobal | undefined>;
  const name =
    typeof window.PixelFlowObject === "string" && window.PixelFlowObject ? window.PixelFlowObject : "pixelFlow";
  const found = globals[name];
  const global = typeof found === "function" || (typeof found === "object" && found) ? found : undefined;
  return {
    name,
    global,
    attributes: { ...(document.currentScript as HTMLElement | null)?.dataset },
    install(api) {
      globals[name] = Object.assign(api, { ...global, ...api }) as HostGlobal;
      window.PixelFlowObject = name;
    },
  };
}
