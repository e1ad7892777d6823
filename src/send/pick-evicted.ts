/** What eviction looks at. */
export interface Evictable {
  eventName: string;
  /** Size in bytes of UTF-8. */
  bytes: number;
}

/** 0 goes first. A purchase steers a budget, a page view is one of many. */
export function importanceOf(eventName: string): 0 | 1 | 2 {
  if (eventName === "PageView") return 0;
  return eventName === "Purchase" ? 2 : 1;
}

/** What has to go so that the rest is within the limits: PageViews first, Purchases last, of each the oldest first. */
export function pickEvicted<Entry extends Evictable>(
  entries: readonly Entry[],
  { maxEvents, maxBytes }: { maxEvents: number; maxBytes: number },
): Set<Entry> {
  const evicted = new Set<Entry>();
  let events = entries.length;
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  for (const importance of [0, 1, 2]) {
    for (const entry of entries) {
      if (events <= maxEvents && bytes <= maxBytes) return evicted;
      if (importanceOf(entry.eventName) !== importance) continue;
      evicted.add(entry);
      events--;
      bytes -= entry.bytes;
    }
  }
  return evicted;
}
