import { type Signal, toReading } from "../signal.ts";

const CALLBACK = "onPreferenceExpressedOrNotNeeded";

interface Preferences {
  consent?: unknown;
  purposes?: Record<string, unknown>;
}

/** Iubenda: purpose 5 is marketing; a site that asks for all at once has no purposes. */
export function createIubenda(): Signal {
  let isChained = false;
  let isNeeded = true;
  return {
    ask({ look, recheck }) {
      const callbacks = look("_iub.csConfiguration.callback") as Record<string, unknown> | undefined;
      if (callbacks && !isChained) {
        isChained = true;
        const theirs = callbacks[CALLBACK];
        callbacks[CALLBACK] = function (this: unknown, preference: unknown) {
          isNeeded = !!preference;
          recheck();
          if (typeof theirs === "function") theirs.call(this, preference);
        };
      }
      if (!isNeeded) return true;
      const { purposes, consent } = (look("_iub.cs.api.getPreferences()") ?? look("_iub.cs.consent")) as Preferences;
      return toReading(true, purposes ? purposes[5] : consent);
    },
  };
}
