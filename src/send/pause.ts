import type { Clock } from "../types.ts";

/** Keeps the sender quiet for a while. */
export interface Pause {
  isOn(): boolean;
  /** Begins, or begins anew; `resume` is called when it is over. */
  begin(delayMs: number): void;
  /** No attempt for that long, whatever happens: an answer has asked for it. */
  forbid(delayMs: number): void;
  /** Whether an answer still forbids an attempt. */
  isForbidden(): boolean;
  /** Ends it, unless an answer forbids an attempt. */
  end(): void;
}

/** Makes the pause. */
export function createPause(clock: Clock, resume: () => void): Pause {
  let cancel: (() => void) | undefined;
  let notBefore = 0;

  const isForbidden = () => notBefore > clock.now();
  function begin(delayMs: number) {
    cancel?.();
    cancel = clock.after(delayMs, () => {
      cancel = undefined;
      resume();
    });
  }
  return {
    isOn: () => cancel !== undefined,
    begin,
    forbid(delayMs) {
      notBefore = clock.now() + delayMs;
      begin(delayMs);
    },
    isForbidden,
    end() {
      if (isForbidden()) return;
      cancel?.();
      cancel = undefined;
    },
  };
}
