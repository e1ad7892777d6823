import { type Clock, systemClock } from "../clock.ts";
import type { Store } from "./store.ts";

/** How long the relay's calls wait at most; under a steady flood a pixel still gets some 800 events a second. */
const PATIENCE_MS = 250;
/** A pause in what arrives that is worth using; in ordinary traffic one comes every few milliseconds. */
const QUIET_MS = 5;

/** Waits must not stretch when someone sets the machine's clock. */
const steadyClock: Clock = { now: () => performance.now(), in: systemClock.in };

/**
 * The same store, where what arrives goes first: a sender waits for `append` and may give up, while the relay and the
 * pruning have time. Their calls wait while appends are under way, but never for longer than a quarter of a second.
 */
export function giveWay(store: Store, clock: Clock = steadyClock): Store {
  let underWay = 0;
  let quietSince = Number.NEGATIVE_INFINITY;
  let waiting: { resolve: () => void; until: number }[] = [];
  const isQuiet = () => underWay === 0 && clock.now() - quietSince >= QUIET_MS;

  function release(): void {
    const latest = isQuiet() ? Number.POSITIVE_INFINITY : clock.now();
    const released = waiting.filter(({ until }) => until <= latest);
    waiting = waiting.filter(({ until }) => until > latest);
    for (const { resolve } of released) resolve();
    if (waiting.length > 0) clock.in(QUIET_MS, release);
  }

  const turn = () =>
    new Promise<void>((resolve) => {
      if (isQuiet()) return resolve();
      waiting.push({ resolve, until: clock.now() + PATIENCE_MS });
      if (waiting.length === 1) clock.in(QUIET_MS, release);
    });

  return {
    ...store,
    append: async (rows) => {
      underWay += 1;
      try {
        return await store.append(rows);
      } finally {
        underWay -= 1;
        if (underWay === 0) quietSince = clock.now();
      }
    },
    claim: (claim) => turn().then(() => store.claim(claim)),
    settle: (settlements) => turn().then(() => store.settle(settlements)),
    prune: (prune) => turn().then(() => store.prune(prune)),
  };
}
