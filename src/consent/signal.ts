/** What one signal says: granted, denied, there but not decided (`null`), or not on this page (`undefined`). */
export type Reading = boolean | null | undefined;

/** What a signal may look at. */
export interface SignalPage {
  /** As `readPath`, from the window. */
  look(path: string, ...args: unknown[]): unknown;
  /**
   * Has the page's function at `path` call back, with `args` before the callback; once, and again where another function
   * has taken its place. Gives what it told last, or true where that was nothing; null while it has told nothing, and
   * undefined where there is no such function.
   */
  hear(path: string, ...args: unknown[]): unknown;
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
  /** Looks at it as it stands; whatever this throws counts as not on this page, and what is no `Reading` as nothing. */
  ask(page: SignalPage): Reading;
}

/** A yes or no once there was an answer. */
export const toReading = (isAnswered: unknown, answer: unknown): Reading =>
  isAnswered === true && typeof answer === "boolean" ? answer : null;

/**
 * For functions that say no before the visitor has decided as well: a refusal is one that was heard of on this page, or
 * that stands in the platform's cookie.
 */
export const toReadingOfCategory = (answer: unknown, cookie: string | undefined, isHeard: boolean): Reading =>
  answer === true || (answer === undefined ? undefined : isHeard || cookie === "deny" ? false : null);
