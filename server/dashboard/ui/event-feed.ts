import type { api, Failure } from "./api.ts";
import {
  addLiveRows,
  appendPage,
  EMPTY_LOG,
  type EventLog,
  emptyLogFor,
  keepNewest,
  passesFilter,
  removeRows,
} from "./event-log.ts";
import type { EventRow, LogFilter } from "./event-types.ts";
import { keepLive, type Schedule } from "./keep-live.ts";
import type { LiveNews, LiveState, onLiveRows } from "./live.ts";

/** Rows of one page. */
const FULL_PAGE = 50;

/** A reader at the top sees the newest rows alone; of more than this, one page is kept. */
const MAX_ROWS_AT_TOP = 2 * FULL_PAGE;
/** A reader who holds a place keeps it; beyond this many rows the newer ones are only counted. */
const MAX_ROWS_HELD = 300;

/** What the page draws. */
export interface FeedState {
  log: EventLog;
  phase: { kind: "loading" } | { kind: "ready" } | { kind: "failed"; failure: Failure };
  live: LiveState;
  loadingMore: boolean;
  /** How far back a search has come that goes on by itself (0: in no order of time); null when none is under way. */
  searchedTo: number | null;
  /** Newer rows that were not added, because the log had grown too long to draw. */
  skipped: number;
}

/** The state before the first answer. */
export const FIRST_STATE: FeedState = {
  log: EMPTY_LOG,
  phase: { kind: "loading" },
  live: "connecting",
  loadingMore: false,
  searchedTo: null,
  skipped: 0,
};

/** What the feed needs from outside. */
export interface FeedOptions {
  api: Pick<typeof api, "readEvents" | "readSession">;
  connect: typeof onLiveRows;
  onState(state: FeedState): void;
  onSignedOut(): void;
  /** Called just before rows are added above others; whether the reader holds a place that must not move. */
  holdPlace(): boolean;
  schedule: Schedule;
}

/** The log under a filter, kept current by the live stream. */
export interface EventFeed {
  /** Reads the first page under this filter; also the way to try again. */
  show(filter: LogFilter): void;
  loadMore(): void;
  stop(): void;
}

/**
 * Joins the pages that are asked for with the rows that arrive by themselves, so that each row is there once and none
 * is missed: rows that arrive while a page is on its way are added to it, and whenever the stream opens, the first
 * page is read again, because the stream does not repeat what came before.
 */
export function createEventFeed({ api, connect, onState, onSignedOut, holdPlace, schedule }: FeedOptions): EventFeed {
  let state = FIRST_STATE;
  let filter: LogFilter = { q: "", status: "" };
  /** Raised by every new question; an answer to an older one is dropped. */
  let turn = 0;
  /** Ids of the newer rows that are only counted; each of them arrives again whenever it changes. */
  const skipped = new Set<string>();
  /** For each first page on its way, the rows that have arrived since it was asked for. */
  const arrivals = new Set<EventRow[]>();

  const set = (change: Partial<FeedState>) => {
    state = { ...state, ...change };
    onState(state);
  };
  const fail = (failure: Failure) => {
    if (failure.kind === "signed-out") onSignedOut();
    else set({ phase: { kind: "failed", failure } });
  };
  const add = (log: EventLog, rows: readonly EventRow[]): EventLog => {
    const known = new Set(log.rows.map(({ id }) => id));
    return addLiveRows(
      log,
      rows.filter((row) => known.has(row.id) || passesFilter(row, filter)),
    );
  };

  async function readFirstPage(goal: "replace" | "catch up") {
    const mine = goal === "replace" ? ++turn : turn;
    const arrived: EventRow[] = [];
    arrivals.add(arrived);
    const outcome = await api.readEvents(filter);
    arrivals.delete(arrived);
    if (mine !== turn) return;
    // A failed catch-up changes nothing: the stream that asked for it will break and come back.
    if (outcome.kind !== "ok") return goal === "replace" ? fail(outcome) : undefined;
    const page = outcome.value;
    const known = new Set(state.log.rows.map(({ id }) => id));
    // Where more than a page was missed, the rows in between are unknown, and the log starts anew.
    const joins = goal === "catch up" && page.events.some(({ id }) => known.has(id));
    if (joins) holdPlace();
    const log = joins ? addLiveRows(state.log, page.events) : appendPage(emptyLogFor(filter), page);
    skipped.clear();
    set({ log: add(log, arrived), phase: { kind: "ready" }, skipped: 0, searchedTo: page.searchedTo ?? null });
    if (!joins && page.searchedTo !== undefined) void goOn(FULL_PAGE - page.events.length);
  }

  /** Reads older pages: one full page, however many answers a long search takes for that. */
  async function goOn(wanted: number) {
    const mine = turn;
    let missing = wanted;
    let next = state.log.next;
    set({ loadingMore: true });
    while (next && missing > 0) {
      const outcome = await api.readEvents(filter, next);
      if (mine !== turn) return;
      if (outcome.kind !== "ok") {
        set({ loadingMore: false, searchedTo: null });
        return fail(outcome);
      }
      const page = outcome.value;
      missing = page.searchedTo === undefined ? 0 : missing - page.events.length;
      next = page.next;
      set({ log: appendPage(state.log, page), searchedTo: page.searchedTo ?? null });
    }
    set({ loadingMore: false, searchedTo: null });
  }

  function receive({ rows, removed }: LiveNews) {
    for (const arrived of arrivals) arrived.push(...rows);
    if (state.phase.kind !== "ready") return;
    const isHeld = holdPlace();
    for (const id of removed) skipped.delete(id);
    const left = removeRows(state.log, removed);
    const log = add(left, rows);
    const known = new Set(left.rows.map(({ id }) => id));
    if (!left.byTime) {
      for (const row of rows) if (!known.has(row.id) && passesFilter(row, filter)) skipped.add(row.id);
      set({ log, skipped: skipped.size });
    } else if (isHeld && log.rows.length > MAX_ROWS_HELD && log.rows.length > left.rows.length) {
      for (const { id } of log.rows) if (!known.has(id)) skipped.add(id);
      const changed = rows.filter(({ id }) => known.has(id));
      set({ log: addLiveRows(left, changed), skipped: skipped.size });
    } else {
      set({ log: !isHeld && log.rows.length > MAX_ROWS_AT_TOP ? keepNewest(log, FULL_PAGE) : log });
    }
  }

  const hangUp = keepLive({
    connect,
    schedule,
    onNews: receive,
    onState(live) {
      set({ live });
      if (live === "live") void readFirstPage("catch up");
    },
    async mayReconnect() {
      const isOver = (await api.readSession()).kind === "signed-out";
      if (isOver) onSignedOut();
      return !isOver;
    },
  });

  return {
    show(next) {
      filter = next;
      if (state.phase.kind === "failed") set({ phase: { kind: "loading" } });
      set({ loadingMore: false, searchedTo: null });
      void readFirstPage("replace");
    },
    async loadMore() {
      if (state.log.next && !state.loadingMore) await goOn(FULL_PAGE);
    },
    stop() {
      turn++;
      hangUp();
    },
  };
}
