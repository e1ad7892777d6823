import type { Envelope, KeyValueStore } from "../types.ts";
import type { Loss, LossReason } from "../wire/bodies.ts";
import { parseList } from "../wire/parse-list.ts";
import { toJson } from "../wire/to-json.ts";

/** Counts by reason and event name what was dropped, until the ingest has been told. */
export interface LossReport {
  count(lost: readonly Pick<Envelope, "eventName">[], reason: LossReason): void;
  /** What the next body should tell: this page's counts, and those that earlier pages could not tell. */
  unreported(): Loss[];
  /** The ingest knows now. */
  reported(losses: readonly Loss[]): void;
  /** The page is being left: the next one tells the rest. */
  leave(): void;
}

/** Most counts in one body, and the longest event name in them: a body has room for about that. */
const MAX_LOSSES = 8;
const MAX_NAME_LENGTH = 100;

/**
 * Makes the report. What stands under `key` in storage belongs to whoever takes it out first: two open pages must not
 * both tell it.
 */
export function createLossReport(store: KeyValueStore, key: string): LossReport {
  let ours: readonly Loss[] = [];

  /** Keeps one entry for each reason and event name, and none that comes to nothing. */
  function add(losses: readonly Loss[]) {
    const sums = new Map<string, Loss>();
    for (const { reason, eventName, count } of [...ours, ...losses]) {
      const name = `${reason} ${eventName}`;
      sums.set(name, { reason, eventName, count: (sums.get(name)?.count ?? 0) + count });
    }
    ours = [...sums.values()].filter(({ count }) => count > 0);
  }

  function takeStored() {
    const stored = parseList(store.read(key)) as Loss[];
    // First: what cannot be read is gone with it.
    store.remove(key);
    add(stored);
  }

  return {
    count(lost, reason) {
      add(lost.map(({ eventName }) => ({ reason, eventName: eventName.slice(0, MAX_NAME_LENGTH), count: 1 })));
    },
    unreported() {
      takeStored();
      return ours.slice(0, MAX_LOSSES);
    },
    reported(losses) {
      add(losses.map((loss) => ({ ...loss, count: -loss.count })));
    },
    leave() {
      takeStored();
      if (ours.length && store.write(key, toJson(ours))) ours = [];
    },
  };
}
