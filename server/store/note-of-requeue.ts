import type { Attempt } from "./store.ts";

/** What stands in the history of a row that was made pending again by hand: JSON of an Attempt. */
export function noteOfRequeue(now: number): string {
  return JSON.stringify({ at: now, outcome: "requeued", error: null } satisfies Attempt);
}
