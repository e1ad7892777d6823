/** Gives what `compute` gives, computed at the first call only: the page's load must not pay for what it may not use. */
export function computeOnce<T>(compute: () => T): () => T {
  let computed: { value: T } | undefined;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}
