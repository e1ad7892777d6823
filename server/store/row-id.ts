/** A row's id is its time of arrival times this, plus a counter, so that ranges of time are ranges of keys. */
export const SQLITE_IDS_PER_MS = 1024;

/** The smallest id in SQLite that a row received at this time, or later, can have. */
export function firstIdAt(receivedAt: number): number {
  return Math.floor(receivedAt) * SQLITE_IDS_PER_MS;
}

/** An id from outside as a number, or null when it cannot be one. */
export function parseRowId(text: string): number | null {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}

/**
 * The same for PostgreSQL, in SQL: more ids a millisecond, since several processes draw them from one sequence
 * and a row may be written later than it was received.
 */
export const POSTGRES_IDS_PER_MS = 2 ** 20;

/** The latest time, in milliseconds, whose ids both stores can hold; some two centuries from now. */
export const MAX_ROW_TIME = 8.5e12;

/** Whether a text can be a bigint key. */
export function isBigintId(text: string): boolean {
  return /^\d{1,18}$/.test(text) || (/^\d{19}$/.test(text) && BigInt(text) < 2n ** 63n);
}
