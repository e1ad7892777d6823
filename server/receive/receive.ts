import type { IncomingMessage } from "node:http";
import type { Receipt } from "../../src/wire/bodies.ts";
import { ANY_ORIGIN, corsHeaders } from "../http/cors.ts";
import { HttpError } from "../http/http-error.ts";
import { readCountry } from "../sites/read-country.ts";
import type { NewRow, Store } from "../store/store.ts";
import { admit, type Gate } from "./admit.ts";
import { withClientFacts } from "./client-data.ts";
import { toIdentityCookies } from "./identity-cookies.ts";
import { toLossRows } from "./losses.ts";
import { readEvent } from "./read-event.ts";
import { type EventRequest, readRequest } from "./read-request.ts";
import { isRecord } from "./read-value.ts";
import type { StoredEvent } from "./stored-event.ts";
import { toRows } from "./to-rows.ts";

/** The headers of every receipt whose sender states no origin. */
const RECEIPT_HEADERS = { ...ANY_ORIGIN, "content-type": "application/json" };

interface ReceiveOptions extends Gate {
  store: Store;
  countryHeader: string | null;
  /** Told of every receipt. */
  onReceived?: (receipt: Receipt) => void;
  now?: () => number;
}

/** An answer to `POST /event`. */
export interface Received {
  receipt: Receipt;
  headers: Record<string, string | string[]>;
}

/**
 * Answers `POST /event`: resolves to the receipt once everything it acknowledges is on the disk.
 * Throws HttpError for a body that is refused whole.
 */
export function createReceive({ store, countryHeader, onReceived, now = Date.now, ...gate }: ReceiveOptions) {
  const form = {
    parse: readRequest,
    count: (body: ReturnType<typeof readRequest>) => (body.form === "events" ? body.events.length : 1),
  };
  return async (incoming: IncomingMessage): Promise<Received> => {
    const { site, facts, body } = await admit(gate, incoming, form);
    const { headers } = incoming;
    const receivedAt = now();
    const fromBrowser = body.form === "events" || isBrowser(incoming);
    const privacyControl = fromBrowser && headers["sec-gpc"] === "1";
    const country = fromBrowser ? readCountry(headers, countryHeader) : undefined;

    const rejected: Receipt["rejected"] = [];
    const rows: NewRow[] = [];
    const events: StoredEvent[] = [];
    const firstRows: number[] = [];
    for (const entry of body.form === "events" ? body.events : [body.event]) {
      const read = readEvent(withClientFacts(entry, { form: body.form, fromBrowser, facts }), receivedAt);
      if (read.kind === "refused") {
        rejected.push({ event_id: read.eventId, reason: read.reason });
        continue;
      }
      firstRows.push(rows.length);
      events.push(read.event);
      const { event, json } = read;
      rows.push(...toRows({ site, event, json, receivedAt, privacyControl, fromBrowser, country }));
    }
    const [refusal] = rejected;
    if (body.form === "single" && refusal) throw new HttpError(400, `The event is refused: ${refusal.reason}.`);

    const lossRows = body.form === "events" ? toLossRows(readLossReport(site.id, body, receivedAt)) : [];
    const ids = rows.length + lossRows.length > 0 ? await store.append([...rows, ...lossRows]) : [];
    const accepted = firstRows.filter((first, index) =>
      ids.slice(first, firstRows[index + 1] ?? rows.length).some((id) => id !== null),
    ).length;
    const receipt = { accepted, duplicates: firstRows.length - accepted, rejected };
    onReceived?.(receipt);
    // Of whoever did not agree, no cookie lives on.
    const agreed = rows.every(({ status }) => status !== "blocked") ? events : [];
    return { receipt, headers: toReceiptHeaders({ site, events: agreed, headers, receivedAt }) };
  };
}

/** Only a browser states an origin, and only a browser keeps cookies. */
function toReceiptHeaders(visit: Parameters<typeof toIdentityCookies>[0]): Received["headers"] {
  if (visit.headers.origin === undefined) return RECEIPT_HEADERS;
  const cookies = toIdentityCookies(visit);
  const headers = { ...corsHeaders(visit.headers), "content-type": "application/json" };
  return cookies.length > 0 ? { ...headers, "set-cookie": cookies } : headers;
}

function readLossReport(siteId: string, body: Extract<EventRequest, { form: "events" }>, receivedAt: number) {
  const [first] = body.events;
  const eventId = isRecord(first) ? first.event_id : undefined;
  return { siteId, losses: body.losses, firstEventId: String(eventId ?? receivedAt), receivedAt };
}

/** Browsers state an origin with every POST; a server's own address and agent say nothing about the visitor. */
function isBrowser({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined;
}
