import type { KeyValueStore } from "../types.ts";

/** Storage as a browser would offer it, with a look inside and a quota. */
export interface MemoryStore extends KeyValueStore {
  entries: Map<string, string>;
  /** How many times a value was written, and how much in all. */
  writes: { count: number; length: number };
}

/** `quota` is in UTF-16 units of keys and values together. */
export function createMemoryStore({ quota = 5_000_000 } = {}): MemoryStore {
  const entries = new Map<string, string>();
  const writes = { count: 0, length: 0 };
  return {
    entries,
    writes,
    keys: (prefix) => [...entries.keys()].filter((key) => key.startsWith(prefix)),
    read: (key) => entries.get(key) ?? null,
    write(key, value) {
      const others = [...entries].reduce((sum, [k, v]) => (k === key ? sum : sum + k.length + v.length), 0);
      if (others + key.length + value.length > quota) return false;
      entries.set(key, value);
      writes.count++;
      writes.length += value.length;
      return true;
    },
    remove: (key) => void entries.delete(key),
  };
}
