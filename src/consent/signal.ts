/** What one signal says: granted, denied, there but not decided (`null`), or not on this page (`undefined`). */
export type Reading = boolean | null | undefined;

/** What a signal may look at. */
export interface SignalPage {
  /** As `readPath`, from the window. */
  look(path: string, ...args: unknown[]): unknown;
  readCookie(name: string): string | undefined;
  /** Whether one of the signal's own events has told of a decision on this page. */
  isHeard: boolean;
  /** Has all signals read again, for those that are answered later. */
  recheck(): void;
}

/** One place where a visitor's decision can be read. */
export interface Signal {
  /** As it stands in `consent.source`; `api` where absent. */
  by?: string;
  /** The events with which it tells of a decision, at the window or at the document, with spaces between. */
  heardBy?: string;
  /** Looks at it as it stands; whatever this throws counts as not on this page. */
  ask(page: SignalPage): Reading;
}

/** A yes or no once there was an answer. */
export const toReading = (isAnswered: unknown, answer: unknown): Reading =>
  isAnswered === true && typeof answer === "boolean" ? answer : null;
