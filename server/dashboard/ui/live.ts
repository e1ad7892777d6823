import type { EventRow } from "./event-types.ts";

/** Rows that arrive within this time are drawn at once. */
const GATHER_MS = 80;
/** The same while so many come that nobody could read each: the page has other things to do as well. */
const BUSY_GATHER_MS = 500;
const BUSY_ROWS = 10;

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
  listener: { rows(rows: EventRow[]): void; state(state: LiveState): void; closed(): void },
): () => void {
  const source = new EventSource(path);
  let gathered: EventRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastCount = 0;

  source.addEventListener("open", () => listener.state("live"));
  source.addEventListener("row", (event: MessageEvent<string>) => {
    gathered.push(JSON.parse(event.data) as EventRow);
    const delay = lastCount > BUSY_ROWS ? BUSY_GATHER_MS : GATHER_MS;
    timer ??= setTimeout(() => {
      const rows = gathered;
      gathered = [];
      timer = undefined;
      lastCount = rows.length;
      listener.rows(rows);
    }, delay);
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
