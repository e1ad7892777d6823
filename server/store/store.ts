/** Where an event stands, once per pixel it goes to. */
export const STATUSES = ["pending", "sent", "dry_run", "failed", "blocked", "lost"] as const;

/** One of the states of a row in the Events log; `lost` is what a browser had to drop before it could be sent. */
export type Status = (typeof STATUSES)[number];

/** One event for one pixel, as it is handed to the store. */
export interface NewRow {
  siteId: string;
  pixelId: string;
  eventName: string;
  eventId: string;
  url: string;
  status: Status;
  /** A machine-readable word for why the status is what it is, such as `expired`. */
  reason: string | null;
  /** The same for a reader of the Events log. */
  error: string | null;
  receivedAt: number;
  /** Milliseconds. */
  eventTime: number;
  /** JSON of the stored event. */
  data: string;
  /** How many events the row tells of; one, unless it tells of a loss. */
  standsFor?: number;
}

/** One row of the Events log. All times are in milliseconds. */
export interface EventRow {
  id: string;
  siteId: string;
  eventName: string;
  eventId: string;
  url: string;
  pixelId: string;
  status: Status;
  reason: string | null;
  error: string | null;
  receivedAt: number;
  processedAt: number | null;
  eventTime: number;
  attempts: number;
  standsFor: number;
}

/** What the other side said to one request. */
export interface Answer {
  status: number;
  body: unknown;
  at: number;
}

/** One earlier attempt, kept for rows that did not get through at once. */
export interface Attempt {
  at: number;
  outcome: string;
  error: string | null;
}

/** One row with everything that is kept of it. */
export interface EventDetail {
  row: EventRow;
  /** The stored event. */
  received: unknown;
  /** The body posted, or that would be posted, reduced to this event and without the access token. */
  request: unknown;
  graphUrl: string | null;
  answer: Answer | null;
  history: Attempt[];
}

/** What the log can be ordered by; `time` is when a row was received. */
export const SORT_KEYS = ["time", "event", "url", "pixel", "status", "error"] as const;

/** One of the columns that order the log. */
export type SortKey = (typeof SORT_KEYS)[number];

/** Narrows rows to those of a kind; what is absent does not narrow. */
export interface KindFilter {
  siteId?: string;
  pixelId?: string;
  eventName?: string;
  status?: Status;
}

/** Which rows of the log are wanted; everything but `limit`, `sort`, `ascending` and `scan` narrows. */
export interface RowFilter extends KindFilter {
  limit: number;
  /** The `next` of an earlier page under the same filter and order. */
  before?: string;
  /**
   * Without one the newest rows come first. By type, pixel or status every row has its place. By address or error the
   * newest `MAX_ORDERED` rows are ordered, and `orderedSince` of the page says how far back that is; by error, rows
   * without one are left out.
   */
  sort?: SortKey;
  ascending?: boolean;
  /**
   * Rows to look at, about and at most, so that a search for what is rare holds nobody up; the page may then hold
   * fewer rows than asked for, and `next` is where the search goes on.
   */
  scan?: number;
  /** Part of the event id or of the page address. */
  text?: string;
  from?: number;
  to?: number;
}

/** Rows that an order by address or error takes in. */
export const MAX_ORDERED = 20_000;

/** One page of the log; `next` is null at the end. */
export interface RowPage {
  events: EventRow[];
  next: string | null;
  /** In an order that older rows are left out of: when the oldest row in it arrived, in milliseconds. */
  orderedSince?: number;
}

/** All pending rows of one site and pixel, which are sent in order and apart from every other lane. */
export interface Lane {
  siteId: string;
  pixelId: string;
  /** When the earliest of them may be tried. */
  dueAt: number;
}

/** What the relay wants to take from a lane. */
export interface Claim {
  siteId: string;
  pixelId: string;
  /** Identifies this claim for renewing and settling. */
  token: string;
  now: number;
  /** When the lease ends and others may take the rows. */
  until: number;
  limit: number;
}

/** One row taken by a relay. */
export interface ClaimedRow {
  id: string;
  eventId: string;
  eventName: string;
  attempts: number;
  receivedAt: number;
  eventTime: number;
  data: string;
  /** The reason of the withdrawal, if its visitor took it back while a relay held it: it must not be posted. */
  withdrawn: string | null;
}

/** What became of a claimed row. */
export interface Settlement {
  id: string;
  /** The claim under which it was worked on. */
  token: string;
  status: Status;
  reason: string | null;
  error: string | null;
  /** Attempts made so far, this one included. */
  attempts: number;
  /** When a row that stays pending is due again; otherwise when it was done. */
  at: number;
  /** JSON; null leaves what is there. */
  request: string | null;
  graphUrl: string | null;
  /** JSON of an Answer; null leaves what is there. */
  answer: string | null;
  /** JSON of an Attempt to add to the row's history; null adds none. */
  history: string | null;
}

/** A row whose visitor takes it back. */
export interface WithdrawnRow {
  id: string;
  /** JSON of what is kept of it. */
  data: string;
}

/** How withdrawn rows end. */
export interface Withdrawal {
  now: number;
  reason: string;
  error: string;
}

/** One stretch of the log to be counted. Times are arrivals in milliseconds, `to` excluded. */
export interface TallyRange extends KindFilter {
  from: number;
  to: number;
  /** Counts are told apart by which step after `from` their rows arrived in. */
  stepMs: number;
}

/** How many events of one kind arrived in one step of time. */
export interface Tally {
  /** Start of the step, in milliseconds. */
  at: number;
  eventName: string;
  status: Status;
  /** Of events: a row that tells of a loss counts for as many as were lost. */
  count: number;
}

/** Rows of one site whose stored event holds one of these texts. */
export interface TextSearch {
  siteId: string;
  /** Hashes and identifiers, as they stand in the stored event. */
  needles: readonly string[];
  /** Rows to look at in one go. */
  scan: number;
  before?: string;
}

/** Which rows have been kept for long enough. */
export interface Prune {
  /** Rows received before this may go. */
  before: number;
  /** Only this site's rows, or those of all sites but these. */
  sites: { only: string } | { except: readonly string[] };
  /** Most rows to delete in one go, so that nothing else waits for long. */
  limit: number;
  /** Digests of erased rows whose time is over go as well. */
  now: number;
}

/** What happened to rows: they are new, or an outcome was recorded. */
export type Change = "added" | "settled" | "removed";

/** Hears of rows that were added or settled, here or in another process on the same store. */
export type ChangeListener = (ids: readonly string[], change: Change) => void;

/** How much waits for the relay. */
export interface Backlog {
  pending: number;
  /** When the oldest pending event arrived. */
  oldestReceivedAt: number | null;
}

/**
 * Keeps every event durably: a promise of `append` or `settle` resolves after the commit reached the disk.
 * Repeats of (site, event id, event name, pixel) are dropped by the store itself.
 */
export interface Store {
  /** Which database it is, for people. */
  readonly kind: "sqlite" | "postgres";
  /** The id of each row, in order; null for a repeat of one that is already there. */
  append(rows: readonly NewRow[]): Promise<(string | null)[]>;
  lanes(): Promise<Lane[]>;
  claim(claim: Claim): Promise<ClaimedRow[]>;
  /** Moves the end of a lease; resolves to the ids that are still under this claim and that nobody took back. */
  renew(token: string, ids: readonly string[], until: number): Promise<string[]>;
  /**
   * Records outcomes. One that comes after its lease was lost counts only if it is final. A row that was withdrawn while
   * it was under the lease becomes blocked, unless it was sent; its request is never kept.
   */
  settle(settlements: readonly Settlement[]): Promise<void>;
  query(filter: RowFilter): Promise<RowPage>;
  rows(ids: readonly string[]): Promise<EventRow[]>;
  detail(id: string): Promise<EventDetail | null>;
  /** The newest row with this event id. */
  detailByEventId(siteId: string, eventId: string): Promise<EventDetail | null>;
  /** Everything that is kept of these rows, in their order; rows that are gone are left out. */
  details(ids: readonly string[]): Promise<EventDetail[]>;
  /** The newest rows with exactly this event id, of whichever site. */
  rowsByEventId(siteIds: readonly string[], eventId: string): Promise<EventRow[]>;
  /** When the newest row of a site, or of all, arrived; null without one. */
  lastReceivedAt(siteId: string | null): Promise<number | null>;
  /** Counts events from the tallies that are kept beside the rows; a step holds whole quarters of hours. */
  tally(range: TallyRange): Promise<Tally[]>;
  /** When the row with this id arrived, in milliseconds and without asking the database. */
  receivedAtOf(id: string): number;
  /** Makes failed rows pending again and notes that on them; resolves to the ids of those that were failed. */
  requeue(ids: readonly string[], now: number): Promise<string[]>;
  /**
   * Takes rows back that are pending or failed: they become blocked, with what is kept of them replaced and their attempts
   * forgotten. One that a relay is working on loses the same and is marked: it stays pending until the relay says what
   * came of it, or another one claims it. Resolves to the ids of both kinds.
   */
  withdraw(rows: readonly WithdrawnRow[], withdrawal: Withdrawal): Promise<string[]>;
  /** Finds rows by what their events hold, newest first and piece by piece. */
  search(search: TextSearch): Promise<{ ids: string[]; next: string | null }>;
  /**
   * Deletes rows, whatever their status, with everything that is kept of them; resolves to how many there were. Only
   * a digest of each stays until `repeatsUntil` (milliseconds), so that a browser that repeats the event is told that
   * it is known.
   */
  remove(ids: readonly string[], repeatsUntil: number): Promise<number>;
  backlog(): Promise<Backlog>;
  readSetting(key: string): Promise<string | null>;
  writeSetting(key: string, value: string): Promise<void>;
  /** Writes a setting unless it exists; resolves to the one that stands then. */
  addSetting(key: string, value: string): Promise<string>;
  /** Writes a setting if it still is what is expected (null: is not there); resolves to whether it was. */
  swapSetting(key: string, expected: string | null, value: string): Promise<boolean>;
  /** Deletes old rows, never a pending one; resolves to how many went. */
  prune(prune: Prune): Promise<number>;
  /** Returns its undo. */
  onChange(listener: ChangeListener): () => void;
  /** Resolves when the store has broken for good: only another start of the process can help. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}
