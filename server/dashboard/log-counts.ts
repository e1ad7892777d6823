import type { Count, Store } from "../store/store.ts";

/** Counts of the log's rows by time, site, type and status, fresh without being counted anew each time. */
export interface LogCounts {
  /** The counts of every slot that begins in this time, `to` excluded. */
  read(from: number, to: number): Promise<Count[]>;
  close(): void;
}

/** Counts are kept for stretches of this length; every zone's days and half hours are made of them. */
export const SLOT_MS = 15 * 60_000;
/** Rows counted before others get their turn at the store. */
const ROWS_PER_PIECE = 20_000;
/** Another process's changes may not be told of one by one; then counts are right again after this time. */
const MAX_AGE_MS = 30_000;
const RECENT_MS = 2 * 60 * 60_000;

/**
 * Keeps counts in memory: a slot is counted when it is first asked for, and again once a row in it has changed.
 * `now` is in milliseconds of the clock that rows are received by.
 */
export function createLogCounts(store: Store, now: () => number = Date.now): LogCounts {
  const slots = new Map<number, { counts: Count[]; readAt: number }>();
  const slotOf = (at: number) => at - (at % SLOT_MS);
  let reading: Promise<unknown> = Promise.resolve();

  const leave = store.onChange((ids) => {
    for (const id of ids) slots.delete(slotOf(store.receivedAtOf(id)));
  });

  function isFresh(slot: number): boolean {
    const known = slots.get(slot);
    if (!known) return false;
    return store.kind === "sqlite" || slot < now() - RECENT_MS || now() - known.readAt < MAX_AGE_MS;
  }

  /** Counts one stretch of slots. What changes meanwhile is forgotten again, and counted at the next question. */
  async function load(from: number, to: number): Promise<Count[]> {
    const loaded = new Map<number, Count[]>();
    for (let slot = from; slot < to; slot += SLOT_MS) {
      const counts: Count[] = [];
      loaded.set(slot, counts);
      slots.set(slot, { counts, readAt: now() });
    }
    let after: string | undefined;
    do {
      const range = { from, to, slotMs: SLOT_MS, limit: ROWS_PER_PIECE, ...(after && { after }) };
      const piece = await store.count(range);
      for (const count of piece.counts) loaded.get(count.slot)?.push(count);
      after = piece.next ?? undefined;
    } while (after);
    return [...loaded.values()].flat();
  }

  async function readSlots(from: number, to: number): Promise<Count[]> {
    const found: Count[][] = [];
    for (let slot = from; slot < to; ) {
      let end = slot;
      while (end < to && !isFresh(end)) end += SLOT_MS;
      found.push(end > slot ? await load(slot, end) : (slots.get(slot)?.counts ?? []));
      slot = Math.max(end, slot + SLOT_MS);
    }
    return found.flat();
  }

  return {
    read: (from, to) => {
      const next = reading.then(() => readSlots(slotOf(Math.max(0, from)), Math.ceil(to / SLOT_MS) * SLOT_MS));
      reading = next.catch(() => {});
      return next;
    },
    close: leave,
  };
}
