import type { Attribution } from "./wire/event.ts";

/** How far and how long a cookie reaches. */
export interface CookieReach {
  /** Until the browser is closed, where absent. */
  maxAgeSeconds?: number;
  /** The host and all below it; this host alone, where absent. */
  domain?: string;
}

/** Time as the stages see it; tests hand in their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after a delay in milliseconds; returns its undo. */
  after(delayMs: number, callback: () => void): () => void;
  /** Calls back when the code that is running now has finished, before anything else happens on the page. */
  soon(callback: () => void): void;
  /** Undoes a timer that was set by somebody else's code. */
  cancel(timer: number | undefined): void;
}

/** Where a call was made. */
export interface PageFacts {
  url: string;
  /** Empty when the visitor came directly. */
  referrer: string;
}

/** What came back of one request. */
export interface NetAnswer {
  /** HTTP status; 0 when there was no answer: no network, a timeout, or a page policy that forbids the request. */
  status: number;
  /** Body text; empty without an answer. */
  text: string;
  /** The `Retry-After` header as sent, or null. */
  retryAfter: string | null;
}

/** How one body leaves the page. */
export interface Net {
  /**
   * Posts a text body; never rejects. `keepalive` lets the request outlive the page, at the price that all such bodies
   * under way share 64 KiB.
   */
  post(url: string, body: string, options: { keepalive: boolean; timeoutMs: number }): Promise<NetAnswer>;
  /** Hands a body over to be sent after the page is gone; false when the browser did not take it. */
  beacon(url: string, body: string): boolean;
}

/** How something is asked for. */
export interface NetReader {
  /** Asks with an API key in the header; never rejects. */
  get(url: string, options: { apiKey: string; timeoutMs: number }): Promise<NetAnswer>;
}

/** One event, complete and hashed: the unit that is stored and sent. */
export interface Envelope {
  eventId: string;
  eventName: string;
  /** The event's JSON as it travels, all but `sentAt`; written once, however often it is stored and sent. */
  json: string;
}

/** What happened to one event, for the page that waits to hear it. */
export interface Outcome {
  /** The event is in the outbox: from here on it arrives, now or later. */
  stored(): void;
  /** The first attempt is over: true when the ingest has it or it will be tried again, false when it was refused. */
  settle(delivered: boolean): void;
}

/** Text under keys that outlives the page; where the browser has none, the same in memory. */
export interface KeyValueStore {
  /** Every key that starts with `prefix`, in no particular order. */
  keys(prefix: string): string[];
  read(key: string): string | null;
  /** False when it could not be kept: storage is full, forbidden or absent. */
  write(key: string, value: string): boolean;
  remove(key: string): void;
}

/** The page's first-party cookies. */
export interface CookieJar {
  /** The value as it stands in the cookie string, or undefined. */
  readCookie(name: string): string | undefined;
  /**
   * Writes one for all paths, `value` as it is to stand in the cookie string. Tells nothing of success: who needs to know
   * reads it back.
   */
  writeCookie(name: string, value: string, reach?: CookieReach): void;
  /** Removes one from this host and from every domain above it, whoever wrote it there. */
  removeCookie(name: string): void;
}

/** Tells which pages of a site are alive, so that what a dead one left is sent by another, and by one only. */
export interface Ownership {
  /** Marks `owner` as alive until `release`; calls back when the mark stands, and whenever it stands again. */
  hold(owner: string, held: () => void): void;
  release(): void;
  /** Runs `takeOver` if `owner` is dead, keeping every other page from doing the same meanwhile. */
  claim(owner: string, takeOver: () => Promise<void>): Promise<void>;
}

/** A customer's data, as far as it is known without waiting, and all of it if the page gave Promises. */
export interface UserDataParts {
  /** Grows while single fields' Promises settle. */
  known: Record<string, unknown>;
  /** Absent when nothing has to be waited for; never rejects. */
  rest?: Promise<Record<string, unknown>>;
}

/** One checked call, with what was true when it was made. */
export interface TrackCall {
  eventId: string;
  eventName: string;
  customData: Record<string, unknown>;
  /** As the page gave it, no longer a Promise, still clear. */
  userData: Record<string, unknown>;
  /** Milliseconds since the epoch. */
  at: number;
  /** Uncleaned. */
  url: string;
  referrer: string;
}

/** A call on its way, and whoever waits to hear of it. */
export interface PendingCall {
  call: TrackCall;
  outcome: Outcome;
}

/** Who the visitor is, as far as cookies tell and consent allows. */
export interface Identity {
  fbp?: string | undefined;
  fbc?: string | undefined;
  ttp?: string | undefined;
  ttclid?: string | undefined;
  attribution?: Attribution | undefined;
  /** SHA-256 of the site's id and the visitor's. */
  externalId?: string | undefined;
}
