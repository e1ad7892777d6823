import type { Envelope, KeyValueStore } from "../types.ts";
import type { Loss, LossReason } from "../wire/bodies.ts";

/** Counts by reason and event name what was dropped, until the ingest has been told. */
export interface LossReport {
  count(lost: readonly Envelope[], reason: LossReason): void;
  /** What the next body should tell. */
  unreported(): Loss[];
  /** The ingest knows now. */
  reported(losses: readonly Loss[]): void;
}

/** Makes the report; the counts stand under `key` in storage, so that the next page can tell what this one could not. */
export function createLossReport(store: KeyValueStore, key: string): LossReport {
  // Counts of this page that storage would not take.
  let unstored: Loss[] = [];

  const read = (): Loss[] => {
    try {
      const stored: unknown = JSON.parse(store.read(key) ?? "[]");
      return sum([...(Array.isArray(stored) ? stored : []), ...unstored]);
    } catch {
      // Somebody else's text under our key.
      return unstored;
    }
  };
  const write = (losses: readonly Loss[]) => {
    unstored = [];
    if (!losses.length) store.remove(key);
    else if (!store.write(key, JSON.stringify(losses))) unstored = [...losses];
  };

  return {
    count: (lost, reason) => write(sum([...read(), ...lost.map(({ eventName }) => ({ reason, eventName, count: 1 }))])),
    unreported: read,
    reported: (losses) => {
      if (losses.length) write(sum([...read(), ...losses.map((loss) => ({ ...loss, count: -loss.count }))]));
    },
  };
}

/** One entry for each reason and event name, without those that come to nothing. */
function sum(losses: readonly Loss[]): Loss[] {
  const sums = new Map<string, Loss>();
  for (const { reason, eventName, count } of losses) {
    const key = `${reason} ${eventName}`;
    sums.set(key, { reason, eventName, count: (sums.get(key)?.count ?? 0) + count });
  }
  return Array.from(sums.values()).filter(({ count }) => count > 0);
}
