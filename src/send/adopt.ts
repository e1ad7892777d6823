import type { Clock, Envelope, Ownership } from "../types.ts";
import type { Slots } from "./slots.ts";

/**
 * Makes the function that takes over what dead pages of this site left in storage: pages that were killed, closed, or
 * left with a request under way. Living pages keep theirs.
 */
export function createAdoption({
  slots,
  owner,
  ownership,
  clock,
  next,
}: {
  slots: Slots;
  owner: string;
  ownership: Ownership;
  clock: Clock;
  next(envelopes: readonly Envelope[]): void;
}): () => Promise<void> {
  /** One slot a task: thousands of events must not stall the page that finds them. */
  const adoptSlot = (slot: string) =>
    new Promise<void>((resolve) => {
      clock.after(0, () => {
        const envelopes = slots.read(slot)?.flatMap(parseEnvelope);
        if (envelopes) {
          // Ours first, then theirs away: a crash between the two repeats an event and loses none.
          next(envelopes);
          slots.remove(slot);
        }
        resolve();
      });
    });
  return async () => {
    for (const [other, theirSlots] of slots.byOwner()) {
      if (other === owner) continue;
      await ownership.claim(other, async () => {
        for (const slot of theirSlots) await adoptSlot(slot);
      });
    }
  };
}

/** Nothing where a line is damaged: the disk may have been full, or somebody else's code wrote under our key. */
function parseEnvelope(json: string): Envelope[] {
  try {
    const { event_id: eventId, eventName } = JSON.parse(json);
    return typeof eventId === "string" && typeof eventName === "string" ? [{ eventId, eventName, json }] : [];
  } catch {
    return [];
  }
}
