import type { Store } from "../store.ts";

/** Declares one test, which gets an empty store of its own. */
export type TestIt = (name: string, run: (store: Store) => Promise<void>) => void;
