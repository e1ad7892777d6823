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
