import { createLane, type Lane } from "./lane.ts";
import type { Pause } from "./lane-state.ts";
import type { RelayOptions } from "./relay-options.ts";

/** Carries stored events to Meta. */
export interface Relay {
  /** Says that there is new work, so that it need not wait for the next look. */
  wake(): void;
  /** The pixels that are left alone for now. */
  paused(): { siteId: string; pixelId: string; pause: Pause }[];
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  /** Takes nothing new and resolves when what was under way is settled. */
  stop(): Promise<void>;
}

/** Events that come together travel together; longer would be felt on the Events page. */
const LINGER_MS = 200;
/** How often the store is looked at without being woken: for retries that became due, and for other processes' events. */
const POLL_MS = 1000;

/** Starts the relay. Each lane (site and pixel) is worked on by itself, so that a stuck one delays no other. */
export function startRelay(options: RelayOptions): Relay {
  const { store, log, clock } = options;
  const lanes = new Map<string, Lane>();
  let stopped = false;
  let woken = false;
  let cancelTimer = () => {};
  let looking: Promise<void> = Promise.resolve();

  function laneOf(siteId: string, pixelId: string): Lane {
    const key = JSON.stringify([siteId, pixelId]);
    const known = lanes.get(key);
    if (known) return known;
    const lane = createLane({ ...options, siteId, pixelId });
    lanes.set(key, lane);
    return lane;
  }

  async function look(): Promise<void> {
    for (const { siteId, pixelId, dueAt } of await store.lanes()) {
      if (dueAt <= clock.now() && !stopped) laneOf(siteId, pixelId).work();
    }
  }

  function lookIn(ms: number): void {
    cancelTimer();
    cancelTimer = clock.in(ms, () => {
      woken = false;
      looking = look()
        .catch((error: Error) => log("error", "relay cannot read the store", { error: error.message }))
        .finally(() => {
          if (!stopped && !woken) lookIn(POLL_MS);
        });
    });
  }
  lookIn(0);

  const idle = async () => {
    await looking;
    await Promise.all([...lanes.values()].map((lane) => lane.idle()));
  };

  return {
    wake: () => {
      if (stopped || woken) return;
      woken = true;
      lookIn(LINGER_MS);
    },
    paused: () =>
      [...lanes.values()].flatMap(({ siteId, pixelId, state }) => {
        const { pause } = state();
        return pause ? [{ siteId, pixelId, pause }] : [];
      }),
    idle,
    stop: async () => {
      stopped = true;
      cancelTimer();
      for (const lane of lanes.values()) lane.stop();
      await idle();
    },
  };
}
