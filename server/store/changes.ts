import type { Change, ChangeListener } from "./store.ts";

/** Tells listeners which rows were added or settled. */
export interface Changes {
  on(listener: ChangeListener): () => void;
  emit(ids: readonly string[], change: Change): void;
}

/** A list of listeners. */
export function createChanges(): Changes {
  const listeners = new Set<ChangeListener>();
  return {
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (ids, change) => {
      if (ids.length > 0) for (const listener of listeners) listener(ids, change);
    },
  };
}
