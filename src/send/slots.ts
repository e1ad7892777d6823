import type { KeyValueStore } from "../types.ts";

/** Format of what stands in one slot; a reader knows its own and all older ones, and leaves newer ones alone. */
const FORMAT = "1";

/** Largest slot, in UTF-16 units: rewriting one after a partial receipt stays cheap however long the queue is. */
export const MAX_SLOT_LENGTH = 64 * 1024;

/**
 * The outbox's place in storage: small keys `{prefix}{owner}.{number}`, one for each microtask's batch, each holding
 * a line for the format and one for each event. JSON holds no raw line break, so lines need no escaping.
 */
export function createSlots(store: KeyValueStore, prefix: string) {
  return {
    /** True when it is kept. */
    write: (slot: string, eventsJson: readonly string[]) => store.write(slot, [FORMAT, ...eventsJson].join("\n")),
    remove: (slot: string) => store.remove(slot),
    has: (slot: string) => store.read(slot) !== null,
    /** The events' JSON, or undefined where the slot is gone or of a format that only a newer tag knows. */
    read(slot: string): string[] | undefined {
      const [format, ...eventsJson] = (store.read(slot) ?? "").split("\n");
      return format === FORMAT ? eventsJson : undefined;
    },
    nameOf: (owner: string, number: number) => `${prefix}${owner}.${number}`,
    /** Slots by owner, each owner's oldest first. */
    byOwner(): Map<string, string[]> {
      const owners = new Map<string, string[]>();
      const numberOf = (slot: string) => Number(slot.slice(slot.lastIndexOf(".") + 1));
      for (const slot of store.keys(prefix).sort((a, b) => numberOf(a) - numberOf(b))) {
        const owner = slot.slice(prefix.length, slot.lastIndexOf("."));
        owners.set(owner, [...(owners.get(owner) ?? []), slot]);
      }
      return owners;
    },
  };
}

export type Slots = ReturnType<typeof createSlots>;
