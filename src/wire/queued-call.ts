/**
 * Longest time in milliseconds that a promise of ours stays open. A checkout may await us, so a blocked script or an
 * unreachable ingest must not hang it. Well below the five seconds we promise: Firefox puts a timer off by up to an eighth
 * of its duration, to run it together with others, and a busy page runs it later still.
 */
export const SETTLE_MS = 4000;

/** Keys in local storage of calls on a page that was left before the tag came: `{prefix}{siteId}:{event id}`. */
export const KEPT_CALL_PREFIX = "_pf_stub:";

/**
 * One call that waits for the tag: `[method, ...args]`, as the page wrote it.
 *
 * The stub adds what is only known at the call. Snippets pasted before ours queue bare `arguments` objects, so every
 * added property may be missing.
 */
export interface QueuedCall {
  /** The method, and at most three arguments. */
  readonly [position: number]: unknown;
  /** Event id, minted at the call and kept for ever. */
  id?: string;
  /** Milliseconds since the epoch, of the call. */
  time?: number;
  /** The page's address at the call: a single-page application may have moved on since. */
  url?: string;
  /** The page's referrer, where it is not that of the page which replays the call. */
  referrer?: string;
  /** Settles the promise that the page holds. */
  settle?: (delivered: boolean) => void;
  /** The stub's own deadline for that promise; whoever takes the call over clears it. */
  timer?: number;
}
