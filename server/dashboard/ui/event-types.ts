/** What can have become of an event. */
export type EventStatus = "pending" | "sent" | "dry_run" | "failed" | "blocked";

/** One row of the log, as `GET /api/events` and the live stream give it. */
export interface EventRow {
  /** Time-ordered: a newer row has a greater id. */
  id: string;
  siteId: string;
  eventName: string;
  eventId: string;
  /** Page address at the call. Written by whoever sent the event, like every text here. */
  url: string;
  /** `dry-run` when the site has no pixel. */
  pixelId: string;
  status: EventStatus;
  /** Milliseconds since the epoch, like every time here. */
  receivedAt: number;
  processedAt: number | null;
  eventTime: number;
  error: string | null;
  attempts: number;
}

/** Meta's answer to one request. */
export interface MetaAnswer {
  status: number;
  body: unknown;
  at: number;
}

/** What `GET /api/events/{id}` adds to a row. */
export interface EventDetail extends Omit<EventRow, "url"> {
  /** The exact request to Meta, without the token; null while there is none, or when none is made. */
  request: unknown;
  /** The Graph address that the request goes to. */
  url: string | null;
  answer: MetaAnswer | null;
  /** The event as the ingest received it. */
  received: unknown;
}

/** One page of the log. */
export interface EventPage {
  events: EventRow[];
  /** Where the next page begins; null after the last one. */
  next: string | null;
}

/** What the reader asked to see. */
export interface LogFilter {
  /** Part of an event id or of a page address. */
  q: string;
  status: EventStatus | "";
}
