/** Entries read of a list: far more than a person has addresses, few enough that the event stays below its size limit. */
const MAX_ENTRIES = 100;

/** A copy of the list's first hundred entries; `undefined` for what is no list, or throws when it is read. */
export function readList(value: unknown): unknown[] | undefined {
  try {
    return Array.isArray(value) ? Array.prototype.slice.call(value, 0, MAX_ENTRIES) : undefined;
  } catch {
    // A page's proxy or getter.
    return undefined;
  }
}
