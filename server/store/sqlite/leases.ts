/**
 * Which rows a relay is working on. An embedded store serves one process, so leases need not outlive it: they are
 * kept in memory, cost no write, and are all free again when the process starts anew.
 */
export interface Leases {
  isTaken(id: number, now: number): boolean;
  take(id: number, token: string, until: number): void;
  isHeld(id: number, token: string): boolean;
  release(id: number): void;
  /** A point that `undo` can go back to. */
  mark(): number;
  /** Goes back, as the database does when it rolls back. */
  undo(mark: number): void;
  /** Makes all that was taken and released final. */
  keep(): void;
}

interface Lease {
  token: string;
  until: number;
}

/** No leases yet. */
export function createLeases(): Leases {
  const leases = new Map<number, Lease>();
  let replaced: [id: number, lease: Lease | undefined][] = [];
  const put = (id: number, lease: Lease | undefined) => {
    if (lease) leases.set(id, lease);
    else leases.delete(id);
  };
  const change = (id: number, lease: Lease | undefined) => {
    replaced.push([id, leases.get(id)]);
    put(id, lease);
  };
  return {
    isTaken: (id, now) => (leases.get(id)?.until ?? 0) > now,
    take: (id, token, until) => change(id, { token, until }),
    isHeld: (id, token) => leases.get(id)?.token === token,
    release: (id) => change(id, undefined),
    mark: () => replaced.length,
    undo: (mark) => {
      for (const [id, lease] of replaced.splice(mark).toReversed()) put(id, lease);
    },
    keep: () => {
      replaced = [];
    },
  };
}
