/** Time, as a parameter, so that tests need not wait for it. */
export interface Clock {
  now(): number;
  /** Calls back once after `ms`; returns its undo. */
  in(ms: number, callback: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  in: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
