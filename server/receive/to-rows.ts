import { destinationsOf, type Site } from "../sites/site.ts";
import type { NewRow } from "../store/store.ts";
import type { StoredEvent } from "./stored-event.ts";
import { readVerdict } from "./verdict.ts";

interface Reception {
  site: Site;
  event: StoredEvent;
  /** The event's JSON, which most events are stored as without being written again. */
  json: string;
  receivedAt: number;
  privacyControl: boolean;
  fromBrowser: boolean;
  country: string | undefined;
}

/** One row for each pixel the event goes to. What must not be posted is stored in its final state. */
export function toRows({ json, ...facts }: Reception): NewRow[] {
  const { site, event, receivedAt } = facts;
  const { limited, ...state } = readVerdict(facts);
  const data = toData(event, json, { blocked: state.status === "blocked", limited });
  return destinationsOf(site).map((pixelId) => ({
    siteId: site.id,
    pixelId,
    eventName: event.eventName,
    eventId: event.event_id,
    url: event.siteURL,
    ...state,
    receivedAt,
    eventTime: event.eventTime * 1000,
    data,
  }));
}

function toData(
  event: StoredEvent,
  json: string,
  { blocked, limited }: { blocked: boolean; limited: boolean },
): string {
  if (blocked) return JSON.stringify(withoutIdentity(event));
  return limited ? JSON.stringify({ ...event, limitedDataUse: true } satisfies StoredEvent) : json;
}

/** Who refused is nobody we keep a record of: the withheld event stays countable without them. */
export function withoutIdentity(event: StoredEvent): StoredEvent {
  const { fbp: _fbp, fbc: _fbc, ttp: _ttp, ttclid: _ttclid, attribution: _attribution, ...rest } = event;
  return { ...rest, customerData: {} };
}
