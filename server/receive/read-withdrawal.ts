import { MAX_EVENT_ID_LENGTH, MAX_EVENT_NAME_LENGTH, MAX_EVENTS_PER_BODY } from "../../src/wire/limits.ts";
import { HttpError } from "../http/http-error.ts";
import { cleanWords } from "./clean-text.ts";
import { readConsentSource } from "./consent-source.ts";
import { isRecord, readText } from "./read-value.ts";

/** What a visitor takes back, and by what they show that it is theirs. */
export interface WithdrawalRequest {
  events: { eventId: string; eventType: string }[];
  consentSource: string | undefined;
  fbp: string | undefined;
  visitorId: string | undefined;
}

const MAX_IDENTIFIER_LENGTH = 128;

/** Reads the `withdraw` of a body. Throws HttpError 400 for one that is not as it should be, and 413 for too many events. */
export function readWithdrawal(value: unknown): WithdrawalRequest {
  const { events, whose } = isRecord(value) ? value : {};
  if (!Array.isArray(events)) throw new HttpError(400, "withdraw has to be an object with events (a list).");
  if (events.length > MAX_EVENTS_PER_BODY)
    throw new HttpError(413, `A body may withdraw at most ${MAX_EVENTS_PER_BODY} events: split it.`);
  const { consentSource, fbp, visitorId } = isRecord(whose) ? whose : {};
  return {
    events: events.flatMap((entry) => {
      const { event_id, eventType } = isRecord(entry) ? entry : {};
      const eventId = readText(event_id, MAX_EVENT_ID_LENGTH);
      const name = cleanWords(readText(eventType, MAX_EVENT_NAME_LENGTH) ?? "");
      return eventId && name ? [{ eventId, eventType: name }] : [];
    }),
    consentSource: readConsentSource(consentSource),
    fbp: readText(fbp, MAX_IDENTIFIER_LENGTH),
    visitorId: readText(visitorId, MAX_IDENTIFIER_LENGTH),
  };
}
