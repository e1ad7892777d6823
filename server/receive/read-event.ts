import { cutEmails } from "../../src/wire/cut-personal.ts";
import { MAX_EVENT_BYTES, MAX_EVENT_ID_LENGTH, MAX_EVENT_NAME_LENGTH, MAX_URL_LENGTH } from "../../src/wire/limits.ts";
import { cleanAddress, cleanWords, fitId } from "./clean-text.ts";
import { readEventTime } from "./event-time.ts";
import { readAdditionalData } from "./read-additional-data.ts";
import { readAttribution, readConsent, readUtmParams } from "./read-attribution.ts";
import { readCustomerData } from "./read-customer-data.ts";
import { readLanding } from "./read-landing.ts";
import { isRecord, readText } from "./read-value.ts";
import type { StoredEvent } from "./stored-event.ts";

/** One entry of a body: an event fit to store with its JSON, or the reason why it never will be. */
export type ReadEvent =
  | { kind: "event"; event: StoredEvent; json: string }
  | { kind: "refused"; eventId: string; reason: string };

const ACTION_SOURCES = new Set(
  "website email app phone_call chat physical_store system_generated business_messaging other".split(" "),
);
const MAX_CLICK_ID_LENGTH = 1024;

/**
 * Reads one event tolerantly: unknown keys are ignored, what cannot be used is left out, and only an event
 * without a name or an id, or one past the limits, is refused.
 */
export function readEvent(value: unknown, receivedAt: number): ReadEvent {
  if (!isRecord(value)) return { kind: "refused", eventId: "", reason: "an event has to be an object" };
  const eventId = readEventId(value.event_id);
  const refuse = (reason: string): ReadEvent => ({ kind: "refused", eventId: eventId ?? "", reason });
  if (!eventId) return refuse("event_id has to be a string that is not empty");
  if (typeof value.eventName !== "string" || !value.eventName.trim())
    return refuse("eventName has to be a string that is not empty");
  if (value.eventName.length > MAX_EVENT_NAME_LENGTH)
    return refuse(`eventName may have at most ${MAX_EVENT_NAME_LENGTH} characters`);
  const eventName = cleanWords(readText(value.eventName, MAX_EVENT_NAME_LENGTH) ?? "");
  if (!eventName) return refuse("eventName has to be a string that is not empty");
  const additional = readAdditionalData(value.additionalData);
  if (additional.kind === "refused") return refuse(additional.reason);

  const { actionSource } = value;
  const address = readText(value.siteURL, MAX_URL_LENGTH) ?? "";
  const eventTime = readEventTime({ eventTime: value.eventTime, sentAt: value.sentAt, receivedAt });
  const landing = readLanding(address, eventTime * 1000);
  const event: StoredEvent = {
    event_id: eventId,
    eventName,
    eventTime,
    actionSource: typeof actionSource === "string" && ACTION_SOURCES.has(actionSource) ? actionSource : "website",
    siteURL: cleanAddress(address),
    referrer: cleanAddress(readText(value.referrer, MAX_URL_LENGTH) ?? "") || undefined,
    additionalData: additional.data,
    customerData: readCustomerData(value.customerData),
    utm_params: readUtmParams(value.utm_params) ?? landing.utm_params,
    fbp: readClickId(value.fbp),
    fbc: readClickId(value.fbc) ?? landing.fbc,
    ttp: readClickId(value.ttp),
    ttclid: readClickId(value.ttclid),
    attribution: readAttribution(value.attribution),
    consent: readConsent(value.consent),
  };
  // Keys that are undefined are not written.
  const json = JSON.stringify(event);
  if (isLongerThan(json, MAX_EVENT_BYTES)) return refuse(`an event may have at most ${MAX_EVENT_BYTES} bytes`);
  return { kind: "event", event, json };
}

/** An id that is too long, or holds an e-mail address, is replaced by its SHA-256, so that its repeats still are repeats. */
function readEventId(value: unknown): string | undefined {
  const id = readText(value, Number.POSITIVE_INFINITY);
  return id && fitId(id, MAX_EVENT_ID_LENGTH);
}

/** Meta and TikTok know their ids whole only: one that holds an e-mail address is none. */
function readClickId(value: unknown): string | undefined {
  const id = readText(value, MAX_CLICK_ID_LENGTH);
  return id && cutEmails(id) === id ? id : undefined;
}

/** Counts bytes only where they may matter: a code unit is at most three of them. */
function isLongerThan(text: string, maxBytes: number): boolean {
  return text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes;
}
