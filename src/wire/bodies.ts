import type { EventData } from "./event.ts";

/** Body of `POST /event` as the tag sends it: the key is inside, so that the request needs no CORS preflight. */
export interface EventsBody {
  siteId: string;
  apiKey: string;
  events: EventData[];
  /** What this visitor's browser had to drop since the last receipt. */
  losses?: Loss[];
}

/** Why an event never reached the ingest, or never will. */
export type LossReason =
  /** The outbox was full and this was its least important event. */
  | "overflow"
  /** The event alone is larger than the ingest takes. */
  | "too_large"
  /** The ingest refused the event for good. */
  | "refused";

/** A number of events that a browser dropped, with the reason. */
export interface Loss {
  reason: LossReason;
  eventName: string;
  count: number;
}

/** Why an event was withheld before it was sent. */
export type BlockedReason =
  /** The visitor refused. */
  | "denied"
  /** The visitor left without having decided. */
  | "no_decision"
  /** The browser sends Global Privacy Control. */
  | "gpc"
  /** Not a person. */
  | "bot"
  /** One of the site's blocking rules. */
  | "rule";

/** One event that was withheld, without a trace of whom it concerned. */
export interface BlockedRow {
  eventType: string;
  reason: BlockedReason;
  /** Whose word it was, for `denied` and `no_decision`. */
  consentSource?: string;
  /** Which pattern, for `bot`; which rule, for `rule`. */
  detail?: string;
}

/** Body of `POST /blocked-events` as the tag sends it; servers write the key in the header `api-key`. */
export interface BlockedBody {
  siteId: string;
  apiKey: string;
  blocked: readonly BlockedRow[];
}

/** An event that its visitor takes back. */
export interface WithdrawnEvent {
  event_id: string;
  eventType: string;
}

/** Body of `POST /blocked-events` when a visitor withdraws consent: what waits at the ingest goes no further. */
export interface WithdrawalBody {
  siteId: string;
  apiKey: string;
  withdraw: {
    events: readonly WithdrawnEvent[];
    /** Who said so, and by what the visitor is known whose events these are. */
    whose: { consentSource: string; fbp?: string | undefined; visitorId?: string | undefined };
  };
}

/** Body of `POST /event` as servers send it; the key is in the header `api-key`. */
export interface SingleEventBody {
  siteId: string;
  eventData: EventData;
}

/** An event that the ingest refuses for good, and why. */
export interface RejectedEvent {
  event_id: string;
  reason: string;
}

/** Answer 202 of `POST /event`. Every event that is not listed under `rejected` is stored. */
export interface Receipt {
  accepted: number;
  duplicates: number;
  rejected: RejectedEvent[];
}

/** Every error answer of the ingest. */
export interface ErrorBody {
  message: string;
  error: string;
  statusCode: number;
}
