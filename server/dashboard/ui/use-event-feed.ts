import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { api } from "./api.ts";
import { createEventFeed, type EventFeed, FIRST_STATE } from "./event-feed.ts";
import type { LogFilter } from "./event-types.ts";
import { onLiveRows } from "./live.ts";

function schedule(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

/** The feed for as long as the page is there. `onSignedOut` and `holdPlace` must not change between calls. */
export function useEventFeed(
  filter: LogFilter,
  { onSignedOut, holdPlace }: { onSignedOut: () => void; holdPlace: () => boolean },
) {
  const [state, setState] = useState(FIRST_STATE);
  const feed = useRef<EventFeed | null>(null);

  useEffect(() => {
    feed.current = createEventFeed({ api, connect: onLiveRows, onState: setState, onSignedOut, holdPlace, schedule });
    return () => feed.current?.stop();
  }, [onSignedOut, holdPlace]);
  useEffect(() => feed.current?.show(filter), [filter]);

  const reload = useCallback(() => feed.current?.show(filter), [filter]);
  const loadMore = useCallback(() => feed.current?.loadMore(), []);
  return { ...state, reload, loadMore };
}
