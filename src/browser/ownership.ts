import type { Clock, KeyValueStore, Ownership } from "../types.ts";
import { newEventId } from "./random.ts";

/** Web Locks where the browser has them (on secure pages), leases in storage elsewhere. */
export function createOwnership(store: KeyValueStore, clock: Clock): Ownership {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks ? createLocks(locks) : createLeases(store, clock);
}

/**
 * One Web Lock for each living page, named after it: the browser frees it when the page ends, however it ends. Claiming
 * a dead page's entries means holding its lock, so a page that comes back from the back/forward cache waits for it.
 */
function createLocks(locks: LockManager): Ownership {
  let release = () => {};
  const nameOf = (owner: string) => `pixelflow:${owner}`;
  return {
    hold(owner, held) {
      const free = new Promise<void>((resolve) => {
        release = resolve;
      });
      // Rejects when the document goes away while it waits; there is nobody left to tell.
      locks
        .request(nameOf(owner), () => {
          held();
          return free;
        })
        .catch(() => {});
    },
    release: () => release(),
    async claim(owner, takeOver) {
      // Rejects in documents that may not use locks at all (sandboxed, opaque origin): they share no storage either.
      await locks
        .request(nameOf(owner), { ifAvailable: true }, (lock) => (lock ? takeOver() : undefined))
        .catch(() => {});
    },
  };
}

/** How long a lease lasts without renewal; hidden pages' timers run once a minute at worst. */
const LEASE_MS = 8000;
const HIDDEN_LEASE_MS = 90_000;
const RENEW_MS = 2000;
/** How long a claim must stand unopposed: two pages that write at once both see the later one's name afterwards. */
const CLAIM_MS = 100;
/** Leases that ended this long ago tell nobody anything. */
const FORGET_MS = 24 * 60 * 60_000;

const LEASE_PREFIX = "_pf_lease:";

/**
 * For pages without Web Locks: a key for each page, `{until} {holder}`, renewed while the page lives. A page that claims
 * a dead one's entries leaves its own name there, so that one that was only frozen sees what has happened. That the key
 * is missing says nothing: pages clear their storage.
 */
function createLeases(store: KeyValueStore, clock: Clock): Ownership {
  let stop = () => {};
  const key = (owner: string) => LEASE_PREFIX + owner;
  const read = (owner: string) => {
    const [until, holder] = (store.read(key(owner)) ?? "").split(" ");
    return { until: Number(until), holder };
  };
  const write = (owner: string, holder: string) => {
    const lasts = document.visibilityState === "hidden" ? HIDDEN_LEASE_MS : LEASE_MS;
    store.write(key(owner), `${clock.now() + lasts} ${holder}`);
  };
  return {
    hold(owner, held) {
      stop();
      for (const name of store.keys(LEASE_PREFIX)) {
        const other = name.slice(LEASE_PREFIX.length);
        if (read(other).until < clock.now() - FORGET_MS) store.remove(name);
      }
      const renew = (isFirst: boolean) => {
        const { holder } = read(owner);
        const isTaken = holder !== undefined && holder !== owner;
        write(owner, owner);
        if (isFirst || isTaken) held();
        const cancel = clock.after(RENEW_MS, () => renew(false));
        stop = () => {
          cancel();
          store.remove(key(owner));
        };
      };
      renew(true);
    },
    release: () => stop(),
    async claim(owner, takeOver) {
      if (read(owner).until > clock.now()) return;
      const holder = newEventId();
      write(owner, holder);
      await new Promise<void>((resolve) => clock.after(CLAIM_MS, resolve));
      if (read(owner).holder === holder) await takeOver();
    },
  };
}
