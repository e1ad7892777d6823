import { digestTexts, type RowKey } from "../digest-row.ts";

/** Where the table of keys has a row: digests of its event and of all that makes it one row, and its id. */
export interface EventKey {
  event: number;
  row: number;
  id: number;
}

/** 48 bits of a digest, which a number holds exactly. A smaller sum would let strangers make rows of one key. */
function digest(...texts: string[]): number {
  return Number.parseInt(digestTexts(texts, "hex").slice(0, 12), 16);
}

/** What all rows of an event id share in their keys. */
export const digestEvent = (siteId: string, eventId: string): number => digest(siteId, eventId);

/** The key of a row. */
export function toEventKey({ siteId, eventId, eventName, pixelId }: RowKey, id: number): EventKey {
  return { event: digestEvent(siteId, eventId), row: digest(siteId, eventId, eventName, pixelId), id };
}

/** Compares keys as the table sorts them. */
export const inTableOrder = (a: EventKey, b: EventKey): number => a.event - b.event || a.row - b.row || a.id - b.id;
