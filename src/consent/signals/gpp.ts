import { readPath } from "../read-path.ts";
import type { Signal } from "../signal.ts";

const OPT_OUTS = ["SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut"];

/** IAB GPP 1.1: refused where any section of it is an opt-out, or states Global Privacy Control. */
export function createGpp(): Signal {
  let known: unknown;
  let event: object | undefined;
  return {
    ask({ look, recheck }) {
      const api = look("__gpp");
      if (typeof api === "function" && api !== known) {
        known = api;
        api("addEventListener", (given: object) => {
          event = given;
          recheck();
        });
      }
      if (!event || readPath(event, "pingData.signalStatus") !== "ready") return known ? null : undefined;
      // A section is one object, or a list of its segments.
      const segments: object[] = Object.values(readPath(event, "pingData.parsedSections") as object).flat();
      const said = segments.flatMap((segment) => OPT_OUTS.map((key) => readPath(segment, key)));
      if (said.includes(1) || segments.some((segment) => readPath(segment, "Gpc") === true)) return false;
      return said.some((value) => typeof value === "number") || null;
    },
  };
}
