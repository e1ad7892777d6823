import type { EventRow, KindFilter, Status, Tally, TallyRange } from "./store.ts";

/** A stretch of ids, both ends included. */
export interface Stretch {
  first: string;
  last: string;
}

/** Where the rows of a kind lie that arrived in one quarter of an hour. */
export interface Span extends Stretch {
  /** Rows of the kind in it. */
  rows: number;
  /** Rows of any kind that arrived in that quarter: at most so many have to be looked at. */
  all: number;
}

/** A kind with more than one status. */
export interface Kinds extends Omit<KindFilter, "status"> {
  statuses?: readonly Status[];
}

/** What a row has to be to be listed. */
export interface RowConditions extends Kinds {
  /** Part of the event id or of the page address. */
  text?: string;
  /** The stored event holds one of these texts. */
  needles?: readonly string[];
  hasError?: boolean;
}

/** The columns whose values the tallies know. */
export type KindColumn = "eventName" | "pixelId" | "status";

/** The columns that rows have to be sorted by. */
export type TextColumn = "url" | "error";

/** What a page of the log is made of; each store answers it in its own SQL. Ids come and go as texts. */
export interface PageReads {
  /** The smallest id of a row that was received at this time or later. */
  firstIdAt(at: number): string;
  receivedAtOf(id: string): number;
  /** Spans of a kind between two ids, in the order of time. */
  spans(ask: { kinds: Kinds; within: Stretch; ascending: boolean; limit: number }): Promise<Span[]>;
  /** The values of a column that rows of a kind have, in order. */
  values(ask: { kinds: Kinds; within: Stretch; column: KindColumn; ascending: boolean }): Promise<string[]>;
  /** The id of the n-th row of any kind in a stretch; null when there are fewer. */
  nth(ask: { within: Stretch; ascending: boolean; n: number }): Promise<string | null>;
  /** Rows in stretches that are in the order of time and apart from each other. */
  rows(ask: {
    conditions: RowConditions;
    stretches: readonly Stretch[];
    ascending: boolean;
    limit: number;
  }): Promise<EventRow[]>;
  /** The same in the order of a column. */
  ordered(ask: {
    conditions: RowConditions;
    stretches: readonly Stretch[];
    column: TextColumn;
    ascending: boolean;
    skip: number;
    limit: number;
  }): Promise<EventRow[]>;
  tally(range: TallyRange): Promise<Tally[]>;
}
