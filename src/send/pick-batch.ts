import { MAX_BODY_BYTES, MAX_EVENTS_PER_BODY } from "../wire/limits.ts";

/**
 * Bytes that `keepalive` requests and beacons under way may hold together. Browsers allow 64 KiB for the whole page,
 * the host's own requests included.
 */
export const KEEPALIVE_BYTES = 56 * 1024;

/** Site id, key, brackets and the rest of a body around its events. */
const BODY_BYTES = 2048;
/** `,"sentAt":1757000000000,` */
const STAMP_BYTES = 32;

/** Events that go in one body. */
export interface Batch<Entry> {
  entries: Entry[];
  /** About what the body weighs, never less. */
  bytes: number;
}

/** The first events that fit one body; a single event always fits. */
export function pickBatch<Entry extends { bytes: number }>(
  entries: Iterable<Entry>,
  { maxEvents = MAX_EVENTS_PER_BODY, maxBytes = MAX_BODY_BYTES }: { maxEvents?: number; maxBytes?: number },
): Batch<Entry> {
  const picked: Entry[] = [];
  let bytes = BODY_BYTES;
  for (const entry of entries) {
    const more = entry.bytes + STAMP_BYTES;
    if (picked.length >= maxEvents || (picked.length && bytes + more > maxBytes)) break;
    picked.push(entry);
    bytes += more;
  }
  return { entries: picked, bytes };
}
