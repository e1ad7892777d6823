import type { PendingCall } from "../types.ts";
import type { Consent } from "../wire/event.ts";

/** Stands between the calls and everything that stores or sends. */
export interface Gate {
  /** Lets calls through, holds them until the visitor has decided, or refuses them. */
  pass(calls: readonly PendingCall[]): void;
  /** `pixelFlow.consent`. */
  decide(decision: unknown): Promise<boolean>;
  /** Whether anything may be stored on this browser now. */
  mayStore(): boolean;
}

/** Makes the gate; `next` gets what may be stored and sent, with what the visitor decided. */
export function createGate({
  next,
}: {
  next(calls: readonly PendingCall[], consent: Consent | undefined): void;
}): Gate {
  return {
    pass: (calls) => next(calls, undefined),
    decide: () => Promise.resolve(false),
    mayStore: () => true,
  };
}
