/** Tells listeners which rows were added or changed. */
export interface Changes {
  on(listener: (ids: readonly string[]) => void): () => void;
  emit(ids: readonly string[]): void;
}

/** A list of listeners; without one, emitting costs nothing. */
export function createChanges(): Changes {
  const listeners = new Set<(ids: readonly string[]) => void>();
  return {
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (ids) => {
      if (ids.length > 0) for (const listener of listeners) listener(ids);
    },
  };
}
