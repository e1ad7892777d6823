import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { EmptyLog } from "./empty-log.tsx";
import type { LogFilter, Status } from "./event-types.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Icon } from "./icon.tsx";
import type { LiveState } from "./live.ts";
import { LogTable } from "./log-table.tsx";
import { STATUS_LOOKS } from "./status-badge.tsx";
import { TableSkeleton } from "./table-skeleton.tsx";
import { Now } from "./time-ago.tsx";
import { useEventFeed } from "./use-event-feed.ts";
import { useHeldPlace } from "./use-held-place.ts";

const TICK_MS = 10_000;

const LIVE_WORDS = {
  connecting: { word: "Connecting", className: "is-waiting", icon: "clock" },
  live: { word: "Live", className: "is-sent", icon: "check" },
  lost: { word: "Reconnecting", className: "is-waiting", icon: "clock" },
} as const satisfies Record<LiveState, unknown>;

/** The filter of the page's address, so that a link can point at one event. */
function readFilter(search: string): LogFilter {
  const query = new URLSearchParams(search);
  const status = query.get("status") ?? "";
  return { q: query.get("q") ?? "", status: status in STATUS_LOOKS ? (status as Status) : "" };
}

function writeFilter(filter: LogFilter): void {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
}

function useTick(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The Events log with its filter, its live rows, and the states in which there is nothing to list. */
export function EventsPage({ onSignedOut }: { onSignedOut: () => void }) {
  const [filter, setFilter] = useState(() => readFilter(location.search));
  const [openId, setOpenId] = useState<string | null>(null);
  const { hold, above, showNewest } = useHeldPlace();
  const { log, phase, live, loadingMore, skipped, loadMore, reload } = useEventFeed(filter, {
    onSignedOut,
    holdPlace: hold,
  });

  const onFilter = useCallback((next: LogFilter) => {
    setFilter(next);
    writeFilter(next);
  }, []);
  // The box keeps what is typed until it is followed; another box begins with the empty filter.
  const [cleared, setCleared] = useState(0);
  const onClear = useCallback(() => {
    onFilter({ q: "", status: "" });
    setCleared((count) => count + 1);
  }, [onFilter]);
  const onToggle = useCallback((id: string) => setOpenId((open) => (open === id ? null : id)), []);

  // The log-in form that had the focus is gone; a screen reader goes on from here.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const newer = above + skipped;
  const onShowNewest = useCallback(() => {
    setOpenId(null);
    showNewest();
    if (skipped) reload();
  }, [showNewest, skipped, reload]);

  // A link to one event opens it.
  const only = log.rows.length === 1 && log.rows[0]?.eventId === filter.q ? log.rows[0].id : null;
  useEffect(() => {
    if (only) setOpenId(only);
  }, [only]);

  const { word, className, icon } = LIVE_WORDS[live];
  const filtered = !!(filter.q || filter.status);
  return (
    <Now.Provider value={useTick()}>
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          Events
        </h1>
        <span class={`state ${className}`} role="status">
          <Icon name={icon} />
          {word}
        </span>
      </div>
      <div class="tools">
        <FilterBar key={cleared} filter={filter} onFilter={onFilter} />
        <button type="button" class="button newer" hidden={!newer} onClick={onShowNewest}>
          <Icon name="up" />
          {newer} newer
        </button>
      </div>
      {phase.kind === "loading" && <TableSkeleton />}
      {phase.kind === "failed" && <FailureNotice failure={phase.failure} onRetry={reload} />}
      {phase.kind === "ready" && !log.rows.length && (filtered ? <NoMatch onClear={onClear} /> : <EmptyLog />)}
      {phase.kind === "ready" && log.rows.length > 0 && (
        <>
          <LogTable rows={log.rows} openId={openId} onToggle={onToggle} onSignedOut={onSignedOut} />
          <div class="log-foot">
            {log.next ? (
              <button type="button" class="button second" aria-disabled={loadingMore} onClick={loadMore}>
                {loadingMore ? "Loading older events" : "Load older events"}
              </button>
            ) : (
              <p class="quiet small">That is all there is.</p>
            )}
          </div>
        </>
      )}
    </Now.Provider>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <section class="empty">
      <h2>No event matches</h2>
      <p class="quiet">A matching event shows up here by itself when it arrives.</p>
      <button type="button" class="button second" onClick={onClear}>
        Clear the filter
      </button>
    </section>
  );
}
