/**
 * Which rows a relay is working on. An embedded store serves one process, so leases need not outlive it: they are
 * kept in memory, cost no write, and are all free again when the process starts anew.
 */
export interface Leases {
  isTaken(id: number, now: number): boolean;
  take(id: number, token: string, until: number): void;
  isHeld(id: number, token: string): boolean;
  release(id: number): void;
}

/** No leases yet. */
export function createLeases(): Leases {
  const leases = new Map<number, { token: string; until: number }>();
  return {
    isTaken: (id, now) => (leases.get(id)?.until ?? 0) > now,
    take: (id, token, until) => leases.set(id, { token, until }),
    isHeld: (id, token) => leases.get(id)?.token === token,
    release: (id) => leases.delete(id),
  };
}
