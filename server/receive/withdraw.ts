import { isMintedEventId } from "../../src/wire/event-id.ts";
import { destinationsOf, type Site } from "../sites/site.ts";
import type { EventDetail, NewRow, Status, Store, WithdrawnRow } from "../store/store.ts";
import type { WithdrawalRequest } from "./read-withdrawal.ts";
import type { StoredEvent } from "./stored-event.ts";
import { withoutIdentity } from "./to-rows.ts";

const ERROR = "Withdrawn: the visitor refused consent before the event had gone to Meta";
/** A failed event could be sent again by hand. */
const UNSENT = new Set<Status>(["pending", "failed"]);

interface WithdrawOptions {
  store: Store;
  now: () => number;
}

/**
 * Keeps what a visitor takes back from going on to Meta: events that are pending or have failed become blocked and
 * lose whatever says who it was; one that a relay has in its hands, as soon as that relay has not sent it. All of this is
 * on the disk when the promise resolves, to how many events it was.
 *
 * The key is public, so an event is only given up to whoever shows that it is theirs: by its id where the tag minted it,
 * which nobody can guess, else by the visitor's own cookies as the event has them.
 *
 * An event that is not there may be on its way: a minted id is marked as withdrawn, so that what arrives later is a
 * repeat of it.
 */
export function createWithdraw({ store, now }: WithdrawOptions) {
  return async (site: Site, request: WithdrawalRequest): Promise<number> => {
    const { events, consentSource } = request;
    const because = consentSource ? ` (${consentSource})` : "";
    const found = await Promise.all(
      events.map(async (event) => ({ event, rows: await store.rowsByEventId([site.id], event.eventId) })),
    );
    const unsent = found.flatMap(({ rows }) => rows.filter(({ status }) => UNSENT.has(status)));
    const details = await store.details(unsent.map(({ id }) => id));
    const theirs = details.filter((detail) => isTheirs(detail, request)).map(toWithdrawn);
    if (theirs.length > 0) await store.withdraw(theirs, { now: now(), reason: "denied", error: `${ERROR}${because}.` });

    const unknown = found.filter(({ event, rows }) => rows.length === 0 && isMintedEventId(event.eventId));
    const marks = unknown.flatMap(({ event }) => toMarks(site, event, { receivedAt: now(), consentSource, because }));
    if (marks.length > 0) await store.append(marks);
    return theirs.length + unknown.length;
  };
}

function isTheirs({ row, received }: EventDetail, { fbp, visitorId }: WithdrawalRequest): boolean {
  const event = received as StoredEvent;
  if (isMintedEventId(row.eventId)) return true;
  return (
    (fbp !== undefined && event.fbp === fbp) || (visitorId !== undefined && event.attribution?.visitor_id === visitorId)
  );
}

function toWithdrawn({ row, received }: EventDetail): WithdrawnRow {
  return { id: row.id, data: JSON.stringify(withoutIdentity(received as StoredEvent)) };
}

/** A row in the event's own place for each of its pixels, with nothing about the visitor. */
function toMarks(
  site: Site,
  { eventId, eventType }: WithdrawalRequest["events"][number],
  { receivedAt, consentSource, because }: { receivedAt: number; consentSource: string | undefined; because: string },
): NewRow[] {
  return destinationsOf(site).map((pixelId) => ({
    siteId: site.id,
    pixelId,
    eventName: eventType,
    eventId,
    url: "",
    status: "blocked",
    reason: "denied",
    error: `${ERROR}${because}.`,
    receivedAt,
    eventTime: receivedAt,
    data: JSON.stringify({ eventType, reason: "denied", consentSource }),
  }));
}
