import type { Loss } from "../../src/wire/bodies.ts";
import { MAX_EVENTS_PER_BODY } from "../../src/wire/limits.ts";
import { HttpError } from "../http/http-error.ts";
import { parseJson } from "../http/parse-json.ts";
import { readLosses } from "./losses.ts";
import { isRecord } from "./read-value.ts";

/** A body of `POST /event` in either form, before its events are looked at. */
export type EventRequest =
  | { form: "events"; siteId: string; apiKey: string | undefined; events: unknown[]; losses: Loss[] }
  | { form: "single"; siteId: string; apiKey: string | undefined; event: unknown };

/**
 * Reads the envelope of a body. The key may be in the body or in the header `api-key`.
 * Throws HttpError 400 for what is no such body and 413 for too many events.
 */
export function readRequest(body: string, headerKey: string | undefined): EventRequest {
  let value: unknown;
  try {
    value = parseJson(body);
  } catch {
    throw new HttpError(400, "The body is not valid JSON.");
  }
  if (!isRecord(value)) throw new HttpError(400, "The body has to be a JSON object.");
  const { siteId } = value;
  if (typeof siteId !== "string" || !siteId) throw new HttpError(400, "siteId has to be a string that is not empty.");
  const apiKey = typeof value.apiKey === "string" ? value.apiKey : headerKey;
  if (Array.isArray(value.events)) {
    if (value.events.length > MAX_EVENTS_PER_BODY)
      throw new HttpError(413, `A body may have at most ${MAX_EVENTS_PER_BODY} events: split it.`);
    return { form: "events", siteId, apiKey, events: value.events, losses: readLosses(value.losses) };
  }
  if (isRecord(value.eventData)) return { form: "single", siteId, apiKey, event: value.eventData };
  throw new HttpError(400, "The body has to have either events (a list) or eventData (an object).");
}
