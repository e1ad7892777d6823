import type { KeyValueStore } from "../../types.ts";

/** Ours in local storage, for all sites of an origin: whose browser it is does not depend on the tag's settings. */
const KEY = "_pf_ignore";

/**
 * Whether this browser is the site's own, whose visits are no visitor's. A link with `?pixelflow_ignore=1` says so once
 * and for all, one with `?pixelflow_ignore=0` takes it back.
 */
export function isOwnTraffic(store: Pick<KeyValueStore, "read" | "write">, url: string): boolean {
  const [, said] = /[?&]pixelflow_ignore=([01])/.exec(url) ?? [];
  if (said) store.write(KEY, said);
  return (said ?? store.read(KEY)) === "1";
}
