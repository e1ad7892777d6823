import type { EventRow } from "./event-types.ts";

/** Rows that arrive within this time are drawn at once. */
const GATHER_MS = 80;
/** The same while so many come that nobody could read each: the page has other things to do as well. */
const BUSY_GATHER_MS = 500;
const BUSY_ROWS = 10;

/** What the stream tells of at a time: rows that are new or have changed, and the ids of those that are gone. */
export interface LiveNews {
  rows: EventRow[];
  removed: string[];
}

/** Where the live connection stands. `lost` means that rows may have been missed since. */
export type LiveState = "connecting" | "live" | "lost";

/**
 * Listens to the ingest's stream of new and changed rows; the return value stops it.
 *
 * `onState("live")` after `onState("lost")` is the time to read again what was missed. The browser reconnects by
 * itself except after an HTTP error; `onClosed` tells that one.
 */
export function onLiveRows(
  path: string,
  listener: { news(news: LiveNews): void; state(state: LiveState): void; closed(): void },
): () => void {
  const source = new EventSource(path);
  let gathered: LiveNews = { rows: [], removed: [] };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastCount = 0;

  const tellLater = () => {
    const delay = lastCount > BUSY_ROWS ? BUSY_GATHER_MS : GATHER_MS;
    timer ??= setTimeout(() => {
      const news = gathered;
      gathered = { rows: [], removed: [] };
      timer = undefined;
      lastCount = news.rows.length;
      listener.news(news);
    }, delay);
  };
  source.addEventListener("open", () => listener.state("live"));
  source.addEventListener("rows", (event: MessageEvent<string>) => {
    gathered.rows.push(...(JSON.parse(event.data) as EventRow[]));
    tellLater();
  });
  source.addEventListener("removed", (event: MessageEvent<string>) => {
    gathered.removed.push(...(JSON.parse(event.data) as string[]));
    tellLater();
  });
  source.addEventListener("error", () => {
    listener.state("lost");
    if (source.readyState === EventSource.CLOSED) listener.closed();
  });
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
