import type { KeyValueStore } from "../types.ts";
import { KEPT_QUEUE_PREFIX, type QueuedCall } from "../wire/queued-call.ts";

/**
 * Makes the function that replays the calls of pages that were left before their tag had come; the stub kept them, each
 * with its own id, time and address, and of the customer only what was a hash already.
 *
 * `whenStored` calls back once what was replayed is in the outbox: only then it leaves where the stub had put it.
 */
export function createLeftQueues({
  store,
  siteId,
  replay,
  whenStored,
}: {
  store: KeyValueStore;
  siteId: string;
  replay(call: QueuedCall): void;
  whenStored(callback: () => void): void;
}): {
  replayAll(): void;
  /** This page's own, from before it went to the back/forward cache: it still has the calls themselves. */
  forget(snippetRanAt: unknown): void;
} {
  const prefix = `${KEPT_QUEUE_PREFIX}${siteId}:`;
  return {
    replayAll() {
      for (const key of store.keys(prefix)) {
        // The key of another site whose id begins like ours.
        if (key.includes(":", prefix.length)) continue;
        // Where the visitor had come from to that page is not known any more.
        for (const call of parseQueue(store.read(key))) replay({ ...call, referrer: "" });
        whenStored(() => store.remove(key));
      }
    },
    forget: (snippetRanAt) => store.remove(prefix + snippetRanAt),
  };
}

function parseQueue(text: string | null): QueuedCall[] {
  try {
    const calls: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(calls) ? calls.filter(isKeptCall) : [];
  } catch {
    // Damaged, or somebody else's text under our key.
    return [];
  }
}

function isKeptCall(call: unknown): call is QueuedCall {
  const { id, time, url } = Object(call) as Partial<QueuedCall>;
  return typeof id === "string" && typeof time === "number" && typeof url === "string";
}
