import type { KeyValueStore } from "./types.ts";

/**
 * What a link has said about one of our switches, now or before: `?pixelflow_ignore=1` turns `ignore` on for as long as
 * `store` keeps it, `=0` turns it off. Undefined or null where no link has said anything.
 *
 * Not by site: whose browser it is, and who looks at the page, does not depend on the tag's settings.
 */
export function readSwitch(
  name: "ignore" | "debug",
  store: Pick<KeyValueStore, "read" | "write">,
  url: string,
): string | null | undefined {
  const key = `_pf_${name}`;
  const [, said] = RegExp(`[?&]pixelflow_${name}=([01])`).exec(url) ?? [];
  if (said) store.write(key, said);
  return said ?? store.read(key);
}
