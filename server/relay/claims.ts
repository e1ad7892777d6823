import { randomUUID } from "node:crypto";
import type { ClaimedRow, Settlement } from "../store/store.ts";
import { TOTAL_TIMEOUT_MS } from "./post.ts";
import type { Prepared } from "./prepare.ts";
import type { RelayOptions } from "./relay-options.ts";

/** Rows that are ours for a while. */
export interface Taken {
  token: string;
  rows: ClaimedRow[];
  /** The rows of these that are still ours, with a lease long enough for a request. Asked before each one. */
  keep(batch: Prepared[]): Promise<Prepared[]>;
}

/** One lane's dealings with the store. */
export interface Claims {
  /** Takes rows that were due before then. */
  take(limit: number, dueBefore: number): Promise<Taken>;
  settle(settlements: Settlement[]): Promise<void>;
}

const LEASE_MS = 30_000;
/** A lease that ends before a request could is renewed first. */
const LEASE_NEEDED_MS = TOTAL_TIMEOUT_MS + 5000;
const SETTLE_TRIES = 5;
const SETTLE_RETRY_MS = 1000;

interface ClaimsOptions extends Pick<RelayOptions, "store" | "clock" | "report"> {
  siteId: string;
  pixelId: string;
  /** Whether the process is about to end, so that nothing new should begin. */
  isStopped: () => boolean;
}

/** Claims rows of one lane with leases, and records what became of them. */
export function createClaims({ store, clock, report, siteId, pixelId, isStopped }: ClaimsOptions): Claims {
  function createKeep(token: string, until: number) {
    let leaseEnd = until;
    return async (batch: Prepared[]): Promise<Prepared[]> => {
      // What is left of a refused batch waits for the next start.
      if (isStopped()) return [];
      if (leaseEnd - clock.now() > LEASE_NEEDED_MS) return batch;
      leaseEnd = clock.now() + LEASE_MS;
      const ids = batch.map(({ row }) => row.id);
      const kept = new Set(await store.renew(token, ids, leaseEnd));
      return batch.filter(({ row }) => kept.has(row.id));
    };
  }

  return {
    take: async (limit, dueBefore) => {
      const token = randomUUID();
      const until = clock.now() + LEASE_MS;
      const rows = await store.claim({ siteId, pixelId, token, now: dueBefore, until, limit });
      return { token, rows, keep: createKeep(token, until) };
    },
    // Outcomes are worth some tries: one that is not recorded makes its events go to Meta once more.
    settle: async (settlements) => {
      for (let tries = 1; ; tries += 1) {
        try {
          await store.settle(settlements);
          break;
        } catch (error) {
          if (tries >= SETTLE_TRIES || isStopped()) throw error;
          await new Promise<void>((resolve) => clock.in(SETTLE_RETRY_MS, resolve));
        }
      }
      report?.settled(settlements);
    },
  };
}
