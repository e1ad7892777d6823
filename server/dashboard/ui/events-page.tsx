import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, downloadAddress } from "./api.ts";
import { typesOfChart } from "./chart-model.ts";
import { ChartPane } from "./chart-pane.tsx";
import { EmptyLog } from "./empty-log.tsx";
import type { LogFilter, SortKey } from "./event-types.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Icon } from "./icon.tsx";
import type { LiveState } from "./live.ts";
import { FIRST_QUERY, type LogQuery, parseLogQuery, readSpan, writeLogQuery } from "./log-query.ts";
import { LogTable } from "./log-table.tsx";
import { OrderNote } from "./order-note.tsx";
import { RangePicker } from "./range-picker.tsx";
import { barsOf } from "./ranges.ts";
import { SendAllAgain } from "./send-all-again.tsx";
import { SortPicker } from "./sort-picker.tsx";
import { StatusStrip } from "./status-strip.tsx";
import { TableSkeleton } from "./table-skeleton.tsx";
import { Now } from "./time-ago.tsx";
import { useEventFeed } from "./use-event-feed.ts";
import { useHeldPlace } from "./use-held-place.ts";
import { usePoll } from "./use-poll.ts";

const TICK_MS = 10_000;
const POLL_MS = 10_000;
/** Figures and chart follow the log's changes, and no more often than this. */
const FOLLOW_MS = 2000;

const LIVE_WORDS = {
  connecting: { word: "Connecting", className: "is-waiting", icon: "clock" },
  live: { word: "Live", className: "is-sent", icon: "check" },
  lost: { word: "Reconnecting", className: "is-waiting", icon: "clock" },
} as const satisfies Record<LiveState, unknown>;

const since = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function useTick(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Counts changes of something, at most one every FOLLOW_MS. */
function useVersion(changing: unknown): number {
  const [version, setVersion] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setVersion((count) => count + 1);
    }, FOLLOW_MS);
  }, [changing]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return version;
}

function useLogQuery() {
  const [query, setQuery] = useState(() => parseLogQuery(location.search));
  const onQuery = useCallback((next: LogQuery) => {
    setQuery(next);
    history.replaceState(null, "", `${location.pathname}${writeLogQuery(next)}`);
  }, []);
  return { query, onQuery };
}

interface Props {
  sites: readonly string[];
  pixels: readonly string[];
  onSignedOut: () => void;
}

/** The Events log with its figures, chart and filter, its live rows, and the states in which there is nothing to list. */
export function EventsPage({ sites, pixels, onSignedOut }: Props) {
  const { query, onQuery } = useLogQuery();
  const [openId, setOpenId] = useState<string | null>(null);
  const { hold, above, showNewest } = useHeldPlace();
  const filter = useMemo((): LogFilter => {
    const { from, to } = readSpan(query, Date.now());
    return { ...query.filter, from: String(from), ...(to !== null && { to: String(to) }) };
  }, [query]);
  const feed = useEventFeed(filter, { onSignedOut, holdPlace: hold });
  const { log, phase, live, loadingMore, searchedTo, skipped, loadMore, reload } = feed;

  const version = useVersion(log);
  const site = filter.site ?? "";
  const polling = { everyMs: POLL_MS, onSignedOut };
  const overview = usePoll(
    useCallback(() => api.readOverview(site), [site]),
    version,
    polling,
  );
  const chart = usePoll(
    useCallback(() => {
      const now = Date.now();
      return api.readChart(filter, barsOf(readSpan(query, now), now));
    }, [filter, query]),
    version,
    polling,
  );
  const names = useMemo(
    () => (chart.value ? typesOfChart(chart.value).flatMap(({ eventName }) => eventName ?? []) : []),
    [chart.value],
  );

  const onFilter = useCallback(
    (change: Partial<LogFilter>) => onQuery({ ...query, filter: { ...query.filter, ...change } }),
    [query, onQuery],
  );
  // The box keeps what is typed until it is followed; another box begins with the empty filter.
  const [cleared, setCleared] = useState(0);
  const onClear = useCallback(() => {
    onQuery({ ...FIRST_QUERY, range: query.range, span: query.span });
    setCleared((count) => count + 1);
  }, [query, onQuery]);
  const onToggle = useCallback((id: string) => setOpenId((open) => (open === id ? null : id)), []);
  const onOrder = useCallback(
    (sort: SortKey, order: "asc" | "") => onFilter({ sort: sort === "time" ? "" : sort, order }),
    [onFilter],
  );
  const onSort = useCallback(
    (sort: SortKey) => {
      const isChosen = (query.filter.sort || "time") === sort;
      // Time begins with the newest, texts with A.
      const first = sort === "time" ? "" : "asc";
      const other = first ? "" : "asc";
      const order = isChosen ? (query.filter.order === first ? other : first) : first;
      onOrder(sort, order);
    },
    [query, onOrder],
  );

  // The log-in form that had the focus is gone; a screen reader goes on from here.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const newer = above + skipped;
  const onShowNewest = useCallback(() => {
    setOpenId(null);
    showNewest();
    if (skipped) reload();
  }, [showNewest, skipped, reload]);
  const onRefresh = useCallback(() => {
    reload();
    overview.again();
    chart.again();
  }, [reload, overview.again, chart.again]);

  // A link to one event opens it.
  const only = log.rows.length === 1 && log.rows[0]?.eventId === filter.q ? log.rows[0].id : null;
  useEffect(() => {
    if (only) setOpenId(only);
  }, [only]);

  const { word, className, icon } = LIVE_WORDS[live];
  const isAwaiting = overview.value?.connection === "awaiting";
  const isSearching = searchedTo !== null;
  const sort = query.filter.sort || "time";
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
        <div class="page-actions">
          <a class="button second" href={downloadAddress(filter, "csv")} download>
            <span>
              <span class="desk">Download </span>CSV
              <span class="unseen"> of what the filter shows</span>
            </span>
          </a>
          <a class="button second" href={downloadAddress(filter, "json")} download>
            <span>
              <span class="desk">Download </span>JSON
              <span class="unseen"> of what the filter shows, with payloads and answers</span>
            </span>
          </a>
          <button type="button" class="button second" onClick={onRefresh}>
            Refresh
          </button>
        </div>
      </div>
      <StatusStrip overview={overview.value} onFailures={() => onFilter({ status: "failed" })} />
      <ChartPane
        chart={chart.value}
        filter={query.filter}
        onStatus={(status) => onFilter({ status })}
        onName={(name) => onFilter({ name })}
        onSpan={(from, to) => onQuery({ ...query, range: "Custom", span: { from, to: to - 1 } })}
      />
      <div class="tools">
        <RangePicker query={query} onQuery={onQuery} />
        <FilterBar key={cleared} filter={filter} names={names} sites={sites} pixels={pixels} onFilter={onFilter} />
        <SortPicker sort={sort} ascending={query.filter.order === "asc"} onOrder={onOrder} />
        <button type="button" class="button newer" hidden={!newer} onClick={onShowNewest}>
          <Icon name="up" />
          {newer} newer
        </button>
      </div>
      {phase.kind === "loading" && <TableSkeleton />}
      {phase.kind === "failed" && <FailureNotice failure={phase.failure} onRetry={reload} />}
      {phase.kind === "ready" &&
        !log.rows.length &&
        !isSearching &&
        (isAwaiting ? <EmptyLog site={site || sites[0]} /> : <NoMatch onClear={onClear} />)}
      {phase.kind === "ready" && (log.rows.length > 0 || isSearching) && (
        <>
          {query.filter.status === "failed" && (
            <SendAllAgain key={JSON.stringify(filter)} filter={filter} onSignedOut={onSignedOut} />
          )}
          <OrderNote sort={sort} since={log.orderedSince} />
          <LogTable
            rows={log.rows}
            openId={openId}
            sort={sort}
            ascending={query.filter.order === "asc"}
            onSort={onSort}
            onToggle={onToggle}
            onSignedOut={onSignedOut}
          />
          <div class="log-foot">
            {isSearching && (
              <p class="quiet small" role="status">
                {searchedTo > 0
                  ? `Searching; everything since ${since.format(searchedTo)} has been looked at.`
                  : "Searching."}
              </p>
            )}
            {!isSearching && log.next && (
              <button type="button" class="button second" aria-disabled={loadingMore} onClick={loadMore}>
                {loadingMore ? "Loading older events" : "Load older events"}
              </button>
            )}
            {!isSearching && !log.next && <p class="quiet small">That is all there is in this time.</p>}
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
      <p class="quiet">
        There is none in this time under this filter. A matching event shows up here by itself when it arrives.
      </p>
      <button type="button" class="button second" onClick={onClear}>
        Clear the filter
      </button>
    </section>
  );
}
