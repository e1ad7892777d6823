import type { BlockedRow } from "./wire/bodies.ts";

/** One thing that happened in the tag, as the debug panel hears of it. Customers' data is hashed in all of them. */
export type DebugNote =
  /** A valid call, its customer known; what comes next is consent. */
  | readonly ["called", eventId: string, eventName: string]
  /** An event is complete and on its way; as it travels. */
  | readonly ["sent", json: string]
  /** An event is complete; it waits in the outbox until it is known whether anybody has to be asked. */
  | readonly ["kept", json: string]
  /** Nothing forbids sending any more. */
  | readonly ["released"]
  | readonly ["withheld", row: BlockedRow]
  /** What the console was told. */
  | readonly ["said", message: string];

/** Takes a note, or does nothing where nobody debugs. */
export type TakeNote = (...note: DebugNote) => void;

/** The tag's side of debug mode; the panel is a file of its own and comes on demand. */
export interface DebugHook {
  takeNote: TakeNote;
  /** Says once whether anybody debugs; gives the notes so far, whose `push` the panel replaces, or nothing. */
  settleNotes(isOn: boolean): DebugNote[] | undefined;
}

/** Makes the hook; it keeps what happens before it is known whether anybody debugs. */
export function createDebugHook(): DebugHook {
  let notes: DebugNote[] | undefined = [];
  return {
    takeNote(...note) {
      notes?.push(note);
    },
    settleNotes(isOn) {
      if (!isOn) notes = undefined;
      return notes;
    },
  };
}
