import type { EventData } from "./event.ts";

/** Body of `POST /event` as the tag sends it: the key is inside, so that the request needs no CORS preflight. */
export interface EventsBody {
  siteId: string;
  apiKey: string;
  events: EventData[];
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
