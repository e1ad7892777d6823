import { isMintedEventId } from "../../src/wire/event-id.ts";
import { destinationsOf, type Site } from "../sites/site.ts";
import type { EventDetail, NewRow, Store } from "../store/store.ts";
import type { WithdrawalRequest } from "./read-withdrawal.ts";
import type { StoredEvent } from "./stored-event.ts";
import { withoutIdentity } from "./to-rows.ts";

const ERROR = "Withdrawn: the visitor refused consent before the event had gone to Meta";
/**
 * A relay that holds a row gives it back within its lease of thirty seconds, or has sent it. Until then the withdrawal is
 * in memory: a process that is killed in these seconds forgets it, and the row goes the way it was going.
 */
const AGAIN_MS = 1000;
const MAX_TRIES = 40;

interface WithdrawOptions {
  store: Store;
  now: () => number;
  /** Calls back later; nothing waits for it at the end of the process. */
  later: (delayMs: number, callback: () => void) => void;
}

/**
 * Keeps what a visitor takes back from going on to Meta: events that are still pending become blocked and lose whatever
 * says who it was. Resolves to how many did, or will unless a relay is just sending them.
 *
 * The key is public, so an event is only given up to whoever shows that it is theirs: by its id where the tag minted it,
 * which nobody can guess, else by the visitor's own cookies as the event has them.
 *
 * An event that is not there may be on its way: a minted id is marked as withdrawn, so that what arrives later is a
 * repeat of it.
 */
export function createWithdraw({ store, now, later }: WithdrawOptions) {
  async function block(details: readonly EventDetail[], error: string, tries: number): Promise<void> {
    const rows = details.map(({ row, received }) => ({
      id: row.id,
      data: JSON.stringify(withoutIdentity(received as StoredEvent)),
    }));
    const blocked = new Set(await store.withdraw(rows, { now: now(), reason: "denied", error }));
    const left = details.filter(({ row }) => !blocked.has(row.id));
    if (left.length === 0 || tries >= MAX_TRIES) return;
    later(AGAIN_MS, () => {
      store
        .rows(left.map(({ row }) => row.id))
        .then((current) => {
          const pending = new Set(current.filter(({ status }) => status === "pending").map(({ id }) => id));
          return block(
            left.filter(({ row }) => pending.has(row.id)),
            error,
            tries + 1,
          );
        })
        // A store that is closing takes nothing any more; the rows stay as they are.
        .catch(() => {});
    });
  }

  return async (site: Site, request: WithdrawalRequest): Promise<number> => {
    const { events, consentSource } = request;
    const because = consentSource ? ` (${consentSource})` : "";
    const found = await Promise.all(
      events.map(async (event) => ({ event, rows: await store.rowsByEventId([site.id], event.eventId) })),
    );
    const pending = found.flatMap(({ rows }) => rows.filter(({ status }) => status === "pending"));
    const details = await store.details(pending.map(({ id }) => id));
    const theirs = details.filter((detail) => isTheirs(detail, request));
    if (theirs.length > 0) await block(theirs, `${ERROR}${because}.`, 1);

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
