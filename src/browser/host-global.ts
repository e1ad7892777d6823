import type { SettingName } from "../config.ts";
import type { PixelFlow } from "../page-api.ts";
import type { QueuedCall } from "../wire/queued-call.ts";
import type { ScriptUrlPolicy } from "./load-script.ts";

/** What stands under our name before the tag replaces it: a stub of ours, an older one, or a tag that is loaded. */
export interface HostGlobal extends Partial<Record<SettingName, unknown>> {
  q?: QueuedCall[] | { push(call: QueuedCall): unknown };
  /** When the snippet ran, in milliseconds since the epoch. */
  l?: number;
  /** Only a loaded tag has one. */
  version?: string;
  /** Left by a stub on a page with Trusted Types. */
  policy?: ScriptUrlPolicy;
  /** Left for the debug panel by a tag that somebody debugs. */
  debugNotes?: unknown[];
}

/** The page's side of the hand-over. */
export interface Host {
  /** The global's name: `pixelFlow`, unless the site renamed it. */
  name: string;
  global: HostGlobal | undefined;
  /** Address of the tag's script; empty where the browser does not tell. */
  src: string;
  /** The `data-…` attributes of the tag's own script element. */
  attributes: Readonly<Record<string, string | undefined>>;
  /** Puts the loaded API in the stub's place, with everything that the page had put on it. */
  install(api: PixelFlow): void;
}

/** Reads the hand-over; call it while the tag's script runs, since only then the browser can tell which element it is. */
export function readHost(): Host {
  const globals = window as unknown as Record<string, HostGlobal | undefined>;
  const name =
    typeof window.PixelFlowObject === "string" && window.PixelFlowObject ? window.PixelFlowObject : "pixelFlow";
  const found = globals[name];
  const global = Object(found) === found ? found : undefined;
  return {
    name,
    global,
    src: (document.currentScript as HTMLScriptElement | null)?.src ?? "",
    attributes: {
      // Of a module or an inlined script the browser does not tell which element it is.
      ...document.querySelector<HTMLElement>("script[data-site-id]")?.dataset,
      ...(document.currentScript as HTMLElement | null)?.dataset,
    },
    install(api) {
      globals[name] = Object.assign(api, { ...global, ...api }) as HostGlobal;
      window.PixelFlowObject = name;
    },
  };
}
