import type { Clock } from "../types.ts";

/** Gathers what one task of the page brings, so that a burst is hashed and stored in few writes. */
export interface Burst<Item> {
  add(item: Item): void;
  /** Passes on what has gathered, now; nothing while the burst is not open. */
  flush(): void;
  /** Until this is called everything is kept, and then passed on. */
  open(): void;
}

/** Makes a burst; `next` gets it in the microtask after the first item, once it is open, before anything else happens on the page. */
export function createBurst<Item>(clock: Clock, next: (items: readonly Item[]) => void): Burst<Item> {
  let items: Item[] = [];
  let isOpen = false;
  function flush() {
    if (!isOpen || !items.length) return;
    const gathered = items;
    items = [];
    next(gathered);
  }
  return {
    add(item) {
      items.push(item);
      if (items.length === 1) clock.soon(flush);
    },
    flush,
    open() {
      isOpen = true;
      flush();
    },
  };
}
