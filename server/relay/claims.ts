import { randomUUID } from "node:crypto";
import type { ClaimedRow, Settlement } from "../store/store.ts";
import { TOTAL_TIMEOUT_MS } from "./post.ts";
import type { Prepared } from "./prepare.ts";
import type { RelayOptions } from "./relay-options.ts";
import { toWithdrawnSettlement } from "./to-settlement.ts";

/** Rows that are ours for a while. */
export interface Taken {
  token: string;
  rows: ClaimedRow[];
  /** Whether as many were due as were asked for, so that there may be more. */
  isFull: boolean;
  /** The rows of these that are still ours, with a lease long enough for a request. Asked before each one. */
  keep(batch: Prepared[]): Promise<Prepared[]>;
}

/** One lane's dealings with the store. */
export interface Claims {
  /** Takes rows that were due before then, and ends those that their visitors took back. */
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
    let wasAsked = false;
    return async (batch: Prepared[]): Promise<Prepared[]> => {
      // What is left of a refused batch waits for the next start.
      if (isStopped()) return [];
      // What is posted again in parts has been under way for a while, and a visitor may have taken some of it back.
      const mayHaveChanged = wasAsked;
      wasAsked = true;
      if (!mayHaveChanged && leaseEnd - clock.now() > LEASE_NEEDED_MS) return batch;
      leaseEnd = clock.now() + LEASE_MS;
      const ids = batch.map(({ row }) => row.id);
      const kept = new Set(await store.renew(token, ids, leaseEnd));
      return batch.filter(({ row }) => kept.has(row.id));
    };
  }

  // Outcomes are worth some tries: one that is not recorded makes its events go to Meta once more.
  async function settle(settlements: Settlement[]): Promise<void> {
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
  }

  return {
    take: async (limit, dueBefore) => {
      const token = randomUUID();
      const until = clock.now() + LEASE_MS;
      const claimed = await store.claim({ siteId, pixelId, token, now: dueBefore, until, limit });
      const withdrawn = claimed.filter((row) => row.withdrawn !== null);
      if (withdrawn.length > 0) await settle(withdrawn.map((row) => toWithdrawnSettlement(row, token, clock.now())));
      const rows = claimed.filter((row) => row.withdrawn === null);
      return { token, rows, isFull: claimed.length === limit, keep: createKeep(token, until) };
    },
    settle,
  };
}
