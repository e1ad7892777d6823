import { destinationsOf, type Site } from "../sites/site.ts";
import type { NewRow } from "../store/store.ts";
import { MAX_EVENT_AGE_MS } from "./event-time.ts";
import type { StoredEvent } from "./stored-event.ts";

interface Reception {
  site: Site;
  event: StoredEvent;
  json: string;
  receivedAt: number;
  /** Whether the browser that sent it asks by header for Global Privacy Control. */
  privacyControl: boolean;
}

type State = Pick<NewRow, "status" | "reason" | "error">;

/** One row for each pixel the event goes to. What must not be posted is stored in its final state. */
export function toRows({ site, event, json, receivedAt, privacyControl }: Reception): NewRow[] {
  const eventTime = event.eventTime * 1000;
  const state = readState({ site, event, eventTime, receivedAt, privacyControl });
  const data = state.status === "blocked" ? JSON.stringify(withoutIdentity(event)) : json;
  return destinationsOf(site).map((pixelId) => ({
    siteId: site.id,
    pixelId,
    eventName: event.eventName,
    eventId: event.event_id,
    url: event.siteURL,
    ...state,
    receivedAt,
    eventTime,
    data,
  }));
}

function readState(facts: Omit<Reception, "json"> & { eventTime: number }): State {
  const { site, event, eventTime, receivedAt, privacyControl } = facts;
  if (event.consent?.state === "denied")
    return { status: "blocked", reason: "denied", error: "The visitor refused consent, so the event is withheld." };
  if (privacyControl && site.globalPrivacyControl === "withhold")
    return {
      status: "blocked",
      reason: "gpc",
      error: "The visitor's browser sends Global Privacy Control, so the event is withheld.",
    };
  if (receivedAt - eventTime >= MAX_EVENT_AGE_MS)
    return { status: "failed", reason: "expired", error: "Expired: Meta takes no event older than seven days." };
  return { status: "pending", reason: null, error: null };
}

/** Who refused is nobody we keep a record of: the withheld event stays countable without them. */
function withoutIdentity(event: StoredEvent): StoredEvent {
  const { fbp: _fbp, fbc: _fbc, ttp: _ttp, ttclid: _ttclid, attribution: _attribution, ...rest } = event;
  return { ...rest, customerData: {} };
}
