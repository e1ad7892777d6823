import { mintEventId } from "../wire/event-id.ts";

/** A fresh, unguessable event id. */
export function newEventId(): string {
  return mintEventId(crypto);
}

/** A number from 0 up to 1, for what need not be unguessable. */
export function random(): number {
  return Math.random();
}
