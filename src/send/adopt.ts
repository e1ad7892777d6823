import type { Clock, Envelope, KeyValueStore, Ownership } from "../types.ts";
import type { Consent } from "../wire/event.ts";
import { parseJson } from "../wire/parse-json.ts";
import { toJson } from "../wire/to-json.ts";
import type { Slots } from "./slots.ts";

/** Whose events another page has taken over, and when; `{prefix}{owner}`. */
const TAKEN_PREFIX = "_pf_taken:";
/** A page that has not come back by then does not come back. */
const FORGET_MS = 24 * 60 * 60_000;

/** Takes over what dead pages of this site left in storage. */
export interface Adoption {
  /** Pages that were killed, closed, or left with a request under way. Living pages keep theirs. */
  adopt(): Promise<void>;
  /** Takes everything that other pages have in storage away from there, to be given up. */
  discard(): Envelope[];
  /** Whether another page has done the same with this one, which was only away; asked once. */
  wasTaken(): boolean;
}

/** Makes the adoption; `next` gets what was found, `whenGone` is called when it is no longer where it was. */
export function createAdoption({
  store,
  slots,
  owner,
  ownership,
  clock,
  readConsent,
  next,
  whenGone,
}: {
  store: KeyValueStore;
  slots: Slots;
  owner: string;
  ownership: Ownership;
  clock: Clock;
  /** What holds now, for events that were stored before it was known. */
  readConsent(): Consent | undefined;
  next(envelopes: readonly Envelope[]): void;
  whenGone(): void;
}): Adoption {
  /** One slot a task: thousands of events must not stall the page that finds them. */
  const adoptSlot = (slot: string) =>
    new Promise<void>((resolve) => {
      clock.after(0, () => {
        try {
          const envelopes = slots.read(slot)?.flatMap((json) => parseEnvelope(json, readConsent()));
          if (!envelopes) return;
          // Ours first, then theirs away: a crash between the two repeats an event and loses none.
          next(envelopes);
          slots.remove(slot);
          whenGone();
        } finally {
          resolve();
        }
      });
    });

  return {
    async adopt() {
      for (const key of store.keys(TAKEN_PREFIX)) {
        if (!(Number(store.read(key)) > clock.now() - FORGET_MS)) store.remove(key);
      }
      for (const [other, theirSlots] of slots.byOwner()) {
        if (other === owner) continue;
        await ownership.claim(other, async () => {
          store.write(TAKEN_PREFIX + other, String(clock.now()));
          for (const slot of theirSlots) await adoptSlot(slot);
        });
      }
    },
    discard() {
      const envelopes: Envelope[] = [];
      for (const [other, theirSlots] of slots.byOwner()) {
        if (other === owner) continue;
        for (const slot of theirSlots) {
          envelopes.push(...(slots.read(slot) ?? []).flatMap((json) => parseEnvelope(json)));
          slots.remove(slot);
        }
      }
      return envelopes;
    },
    wasTaken() {
      const key = TAKEN_PREFIX + owner;
      const isTaken = store.read(key) !== null;
      store.remove(key);
      return isTaken;
    },
  };
}

/** Nothing where a line is damaged: the disk may have been full, or somebody else's code wrote under our key. */
function parseEnvelope(json: string, known?: Consent): Envelope[] {
  const { event_id: eventId, eventName, consent } = parseJson(json);
  const isLate = known && !consent;
  const whole = isLate ? `${json.slice(0, -1)},"consent":${toJson(known)}}` : json;
  return typeof eventId === "string" && typeof eventName === "string" ? [{ eventId, eventName, json: whole }] : [];
}
