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

/** Makes the pause. It goes by its timer alone: the visitor's clock may be set back. */
export function createPause(clock: Clock, resume: () => void): Pause {
  let cancel: (() => void) | undefined;
  let isForbidden = false;

  function end() {
    cancel?.();
    cancel = undefined;
    isForbidden = false;
  }
  function begin(delayMs: number) {
    end();
    cancel = clock.after(delayMs, () => {
      end();
      resume();
    });
  }
  return {
    isOn: () => cancel !== undefined,
    begin,
    forbid(delayMs) {
      begin(delayMs);
      isForbidden = true;
    },
    isForbidden: () => isForbidden,
    end() {
      if (!isForbidden) end();
    },
  };
}
