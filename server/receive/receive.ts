import type { IncomingMessage } from "node:http";
import type { Receipt } from "../../src/wire/bodies.ts";
import { MAX_BODY_BYTES } from "../../src/wire/limits.ts";
import { readClientFacts } from "../http/client-facts.ts";
import { HttpError } from "../http/http-error.ts";
import { readBody } from "../http/read-body.ts";
import { authenticate } from "../sites/authenticate.ts";
import type { Sites } from "../sites/sites.ts";
import type { NewRow, Store } from "../store/store.ts";
import { withClientFacts } from "./client-data.ts";
import { readEvent } from "./read-event.ts";
import { readRequest } from "./read-request.ts";
import { toRows } from "./to-rows.ts";

interface ReceiveOptions {
  sites: Sites;
  store: Store;
  now?: () => number;
}

/**
 * Answers `POST /event`: resolves to the receipt once everything it acknowledges is on the disk.
 * Throws HttpError for a body that is refused whole.
 */
export function createReceive({ sites, store, now = Date.now }: ReceiveOptions) {
  return async (incoming: IncomingMessage): Promise<Receipt> => {
    const { headers } = incoming;
    const request = readRequest(await readBody(incoming, MAX_BODY_BYTES), readHeader(headers["api-key"]));
    const site = authenticate(sites, request);
    const receivedAt = now();
    const facts = readClientFacts(incoming);
    const fromBrowser = request.form === "events" || isBrowser(incoming);
    const privacyControl = fromBrowser && headers["sec-gpc"] === "1";

    const rejected: Receipt["rejected"] = [];
    const rows: NewRow[] = [];
    const firstRows: number[] = [];
    for (const entry of request.form === "events" ? request.events : [request.event]) {
      const read = readEvent(withClientFacts(entry, { form: request.form, fromBrowser, facts }), receivedAt);
      if (read.kind === "refused") {
        rejected.push({ event_id: read.eventId, reason: read.reason });
        continue;
      }
      firstRows.push(rows.length);
      rows.push(...toRows({ site, event: read.event, json: read.json, receivedAt, privacyControl }));
    }
    const [refusal] = rejected;
    if (request.form === "single" && refusal) throw new HttpError(400, `The event is refused: ${refusal.reason}.`);

    const ids = rows.length > 0 ? await store.append(rows) : [];
    const accepted = firstRows.filter((first, index) =>
      ids.slice(first, firstRows[index + 1] ?? ids.length).some((id) => id !== null),
    ).length;
    return { accepted, duplicates: firstRows.length - accepted, rejected };
  };
}

/** Only browsers send these; a server's own address and agent say nothing about the visitor. */
function isBrowser({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers["sec-fetch-mode"] !== undefined;
}

function readHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
