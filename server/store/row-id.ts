/** Ids of one millisecond: a row's id is its time of arrival times this, plus a counter. */
const IDS_PER_MS = 1024;

/** The smallest id that a row received at this time (or later) can have, so that time ranges are key ranges. */
export function firstIdAt(receivedAt: number): number {
  return Math.floor(receivedAt) * IDS_PER_MS;
}

/** An id from outside as a number, or null when it cannot be one. */
export function parseRowId(text: string): number | null {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}
