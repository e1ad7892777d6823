import type { KeyValueStore } from "../types.ts";
import { parseJson } from "../wire/parse-json.ts";
import { KEPT_CALL_PREFIX, type QueuedCall } from "../wire/queued-call.ts";
import { toJson } from "../wire/to-json.ts";

/** Calls that were made on pages which were left before their tag had come. */
export interface LeftCalls {
  /** Replays them, oldest first. */
  replayAll(): void;
  /** The page that made these calls has come back from the back/forward cache and replays them itself. */
  forget(calls: readonly QueuedCall[]): void;
  /** Keeps one for the site's next page, as the stub does. */
  keep(call: QueuedCall & { id: string }): void;
}

/**
 * Finds what the stub kept: each call with its own id, time and address, and nothing of the customer.
 *
 * `whenStored` calls back once what was replayed is in the outbox: only then it leaves where the stub had put it.
 */
export function createLeftCalls({
  store,
  siteId,
  replay,
  whenStored,
  whenGone,
}: {
  store: KeyValueStore;
  siteId: string;
  replay(call: QueuedCall): void;
  whenStored(callback: () => void): void;
  /** They are no longer where the stub had put them: there may be room now. */
  whenGone(): void;
}): LeftCalls {
  const prefix = `${KEPT_CALL_PREFIX}${siteId}:`;
  return {
    replayAll() {
      // Another site's id may begin like ours; an event id has no colon.
      const keys = store.keys(prefix).filter((key) => !key.includes(":", prefix.length));
      const calls = keys.flatMap((key) => parseKeptCall(store.read(key)));
      for (const call of calls.sort((a, b) => a.time - b.time)) replay(call);
      whenStored(() => {
        for (const key of keys) store.remove(key);
        if (keys.length) whenGone();
      });
    },
    forget(calls) {
      for (const { id } of calls) if (id) store.remove(prefix + id);
    },
    keep(call) {
      store.write(prefix + call.id, toJson(call));
    },
  };
}

/** Nothing where it is damaged, or somebody else's text under our key. */
function parseKeptCall(text: string | null): (QueuedCall & { time: number })[] {
  const call: QueuedCall = parseJson(text);
  const { id, time, url } = call;
  const isWhole = typeof id === "string" && typeof time === "number" && typeof url === "string";
  // Where the visitor had come from to that page is not known any more, and its timer is another one's here.
  return isWhole ? [{ ...call, time, referrer: "", timer: undefined }] : [];
}
