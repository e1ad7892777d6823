import { readPath } from "../read-path.ts";
import type { Signal } from "../signal.ts";

/** IAB TCF 2.x; `purposes` are the numbers that have to be consented to. */
export function createTcf(purposes: readonly string[]): Signal {
  let known: unknown;
  let data: object | undefined;
  return {
    ask({ look, recheck }) {
      const api = look("__tcfapi");
      // A stub gives way to the platform, which may not know the stub's listeners.
      if (typeof api === "function" && api !== known) {
        known = api;
        api("addEventListener", 2, (given: object) => {
          // While the dialog is open again, what was decided before holds.
          if (given && readPath(given, "eventStatus") !== "cmpuishown") data = given;
          recheck();
        });
      }
      if (!data) return known ? null : undefined;
      if (readPath(data, "gdprApplies") === false) return true;
      return /^(tcloaded|useractioncomplete)$/.test(`${readPath(data, "eventStatus")}`)
        ? purposes.every((purpose) => readPath(data as object, `purpose.consents.${purpose}`) === true)
        : null;
    },
  };
}
