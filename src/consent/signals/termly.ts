import { type Signal, toReading } from "../signal.ts";

/** Termly, which has no state before the visitor has chosen. */
export const termly: Signal = {
  ask: ({ look }) => toReading(true, look("Termly.getConsentState().advertising")),
};
