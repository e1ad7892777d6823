import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { api, type Failure } from "./api.ts";
import { addLiveRows, appendPage, EMPTY_LOG, type EventLog, passesFilter } from "./event-log.ts";
import type { LogFilter } from "./event-types.ts";
import { type LiveState, onLiveRows } from "./live.ts";

const FIRST_RECONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 30_000;

/** How far the log is. */
export type LogPhase = { kind: "loading" } | { kind: "ready" } | { kind: "failed"; failure: Failure };

/**
 * The log under a filter, kept current by the live stream.
 *
 * `beforeRows` is called just before live rows are drawn, so that the page can hold its place.
 */
export function useEventLog(
  filter: LogFilter,
  { onSignedOut, beforeRows }: { onSignedOut(): void; beforeRows(): void },
) {
  const [log, setLog] = useState<EventLog>(EMPTY_LOG);
  const [phase, setPhase] = useState<LogPhase>({ kind: "loading" });
  const [live, setLive] = useState<LiveState>("connecting");
  const [loadingMore, setLoadingMore] = useState(false);
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  const current = useRef({ filter, log });
  current.current = { filter, log };

  const fail = useCallback(
    (failure: Failure) => (failure.kind === "signed-out" ? onSignedOut() : setPhase({ kind: "failed", failure })),
    [onSignedOut],
  );

  // The first page, again at each change of the filter; an answer that comes after the next question is dropped.
  useEffect(() => {
    let wanted = true;
    setPhase((before) => (before.kind === "ready" ? before : { kind: "loading" }));
    api.readEvents(filter).then((outcome) => {
      if (!wanted) return;
      if (outcome.kind !== "ok") return fail(outcome);
      setLog(appendPage(EMPTY_LOG, outcome.value));
      setPhase({ kind: "ready" });
    });
    return () => {
      wanted = false;
    };
  }, [filter, turn, fail]);

  // One stream for the page's life. After a gap the first page is read again, because the stream does not repeat.
  useEffect(() => {
    let stop = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    let pauseMs = FIRST_RECONNECT_MS;

    const catchUp = async () => {
      const outcome = await api.readEvents(current.current.filter);
      if (outcome.kind !== "ok") return;
      const known = new Set(current.current.log.rows.map(({ id }) => id));
      const joins = !known.size || outcome.value.events.some(({ id }) => known.has(id));
      beforeRows();
      // More arrived than one page holds: rows in between would be missing, so the log starts anew.
      setLog((before) => (joins ? addLiveRows(before, outcome.value.events) : appendPage(EMPTY_LOG, outcome.value)));
    };
    const connect = () => {
      stop = onLiveRows("/api/stream", {
        rows: (rows) => {
          beforeRows();
          setLog((before) => {
            const shown = new Set(before.rows.map(({ id }) => id));
            return addLiveRows(
              before,
              rows.filter((row) => shown.has(row.id) || passesFilter(row, current.current.filter)),
            );
          });
        },
        state: (state) => {
          setLive(state);
          if (state === "lost") missed = true;
          if (state !== "live") return;
          pauseMs = FIRST_RECONNECT_MS;
          if (missed) void catchUp();
          missed = false;
        },
        closed: async () => {
          const session = await api.readSession();
          if (session.kind === "signed-out") return onSignedOut();
          timer = setTimeout(connect, pauseMs);
          pauseMs = Math.min(pauseMs * 2, LONGEST_RECONNECT_MS);
        },
      });
    };
    connect();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [onSignedOut, beforeRows]);

  const loadMore = useCallback(async () => {
    if (!log.next || loadingMore) return;
    setLoadingMore(true);
    const outcome = await api.readEvents(filter, log.next);
    setLoadingMore(false);
    if (outcome.kind === "ok") setLog((before) => appendPage(before, outcome.value));
    else fail(outcome);
  }, [log.next, loadingMore, filter, fail]);

  return { log, phase, live, loadingMore, loadMore, reload };
}
