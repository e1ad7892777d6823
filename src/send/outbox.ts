import type { Envelope, Outcome } from "../types.ts";
import type { LossReason } from "../wire/bodies.ts";
import { type Evictable, pickEvicted } from "./pick-evicted.ts";
import { MAX_SLOT_LENGTH, type Slots } from "./slots.ts";
import { utf8Length } from "./utf8-length.ts";

/** An event in the outbox; it leaves on a receipt and on nothing else, unless the outbox overflows. */
export interface OutboxEntry extends Envelope, Evictable {
  /** Under which key it is stored; absent when storage would not take it and it lives in memory alone. */
  slot?: string;
  outcome?: Outcome | undefined;
}

/** How much the outbox may hold. */
export interface OutboxLimits {
  maxEvents: number;
  maxBytes: number;
}

/**
 * Unless the site says otherwise. The host page needs storage as well; an event with eight customer fields and its
 * visitor's attribution is about 1.2 KB, and a burst of 2,000 has to fit.
 */
export const MAX_OUTBOX_EVENTS = 3000;
export const MAX_OUTBOX_BYTES = 3 * 1024 * 1024;

/** Events that wait for their receipt, oldest first. */
export interface Outbox {
  /**
   * Stores a batch in few writes and gives its entries; what the limits leave no room for is dropped, least important
   * first, and not among them.
   */
  add(batch: readonly { envelope: Envelope; outcome?: Outcome }[]): readonly OutboxEntry[];
  entries(): readonly OutboxEntry[];
  /** Forgets events that have their receipt. */
  remove(done: ReadonlySet<OutboxEntry>): void;
  /** Forgets events without one, and counts them. */
  drop(lost: ReadonlySet<OutboxEntry>, reason: LossReason): void;
  /** Forgets what another page has taken over while this one was away. */
  forgetTaken(): void;
  /** Stores what the page has cleared from storage meanwhile. */
  storeAgain(): void;
  /** Stores what storage would not take before, now that there may be room. */
  storeRest(): void;
}

/** Makes this page's outbox; `owner` is the page's name in storage. */
export function createOutbox({
  slots,
  owner,
  limits,
  onLoss,
}: {
  slots: Slots;
  owner: string;
  limits: OutboxLimits;
  onLoss(lost: readonly Envelope[], reason: LossReason): void;
}): Outbox {
  // Appended to in place and counted as it changes: adding one event must not cost more the longer the queue is.
  let entries: OutboxEntry[] = [];
  let bytes = 0;
  let nextSlot = 0;

  function keep(isKept: (entry: OutboxEntry) => boolean) {
    entries = entries.filter(isKept);
    bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  }

  function add(batch: Parameters<Outbox["add"]>[0]) {
    const added = batch.map(
      ({ envelope, outcome }): OutboxEntry => ({
        ...envelope,
        bytes: utf8Length(envelope.json),
        outcome,
      }),
    );
    for (const entry of added) {
      entries.push(entry);
      bytes += entry.bytes;
    }
    const isFull = entries.length > limits.maxEvents || bytes > limits.maxBytes;
    const evicted = isFull ? pickEvicted(entries, limits) : new Set<OutboxEntry>();
    if (evicted.size) drop(evicted, "overflow");
    const kept = added.filter((entry) => !evicted.has(entry));
    store(kept);
    return kept;
  }

  /** Writes new entries in pieces of at most a slot's size. */
  function store(added: readonly OutboxEntry[]) {
    let piece: OutboxEntry[] = [];
    let length = 0;
    const write = () => {
      if (!piece.length) return;
      const slot = slots.nameOf(owner, nextSlot++);
      const isKept = slots.write(
        slot,
        piece.map(({ json }) => json),
      );
      for (const entry of piece) {
        if (isKept) entry.slot = slot;
        entry.outcome?.stored();
      }
      piece = [];
      length = 0;
    };
    for (const entry of added) {
      if (length + entry.json.length > MAX_SLOT_LENGTH) write();
      piece.push(entry);
      length += entry.json.length;
    }
    write();
  }

  function remove(done: ReadonlySet<OutboxEntry>) {
    keep((entry) => !done.has(entry));
    const touched = new Map<string, string[]>();
    for (const { slot } of done) if (slot) touched.set(slot, []);
    for (const { slot, json } of entries) if (slot) touched.get(slot)?.push(json);
    for (const [slot, left] of touched) {
      // A rewrite that fails leaves the receipted events in storage: they may repeat, with the same id.
      if (left.length) slots.write(slot, left);
      else slots.remove(slot);
    }
  }

  function drop(lost: ReadonlySet<OutboxEntry>, reason: LossReason) {
    remove(lost);
    onLoss([...lost], reason);
    for (const { outcome } of lost) outcome?.settle(false);
  }

  /** The entries whose slot is gone. */
  function findMissing(): Set<OutboxEntry> {
    const gone = new Set<string | undefined>(entries.map(({ slot }) => slot));
    for (const slot of gone) if (!slot || slots.has(slot)) gone.delete(slot);
    return new Set(entries.filter(({ slot }) => gone.has(slot)));
  }

  function forgetTaken() {
    const missing = findMissing();
    keep((entry) => !missing.has(entry));
  }

  function storeAgain() {
    for (const entry of findMissing()) delete entry.slot;
    storeRest();
  }

  function storeRest() {
    store(entries.filter(({ slot }) => !slot));
  }

  return { add, entries: () => entries, remove, drop, forgetTaken, storeAgain, storeRest };
}
