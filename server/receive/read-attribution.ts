import { type Attribution, type Consent, type Touch, UTM_KEYS, type UtmParams } from "../../src/wire/event.ts";
import { MAX_URL_LENGTH, MAX_UTM_LENGTH, MAX_VISITOR_ID_LENGTH } from "../../src/wire/limits.ts";
import { cleanAddress, cleanWords, fitId } from "./clean-text.ts";
import { isRecord, readText } from "./read-value.ts";

/** The six campaign parameters, each cut to its limit; undefined when there is none. */
export function readUtmParams(value: unknown): UtmParams | undefined {
  if (!isRecord(value)) return undefined;
  const params: UtmParams = {};
  for (const key of UTM_KEYS) {
    const text = readText(value[key], MAX_UTM_LENGTH);
    if (text) params[key] = cleanWords(text);
  }
  return Object.keys(params).length > 0 ? params : undefined;
}

/** The visitor and the visits that led here; undefined without a visitor id. */
export function readAttribution(value: unknown): Attribution | undefined {
  if (!isRecord(value)) return undefined;
  const visitorId = readVisitorId(value.visitor_id);
  if (!visitorId) return undefined;
  const sessionId = readVisitorId(value.session_id);
  const first = readTouch(value.first_touch);
  const last = readTouch(value.last_touch);
  return {
    visitor_id: visitorId,
    ...(sessionId && { session_id: sessionId }),
    ...(first && { first_touch: first }),
    ...(last && { last_touch: last }),
  };
}

/** An id that holds an e-mail address is replaced by its hash, which tells visitors apart as well. */
function readVisitorId(value: unknown): string | undefined {
  const id = readText(value, MAX_VISITOR_ID_LENGTH);
  return id && fitId(id, MAX_VISITOR_ID_LENGTH);
}

function readTouch(value: unknown): Touch | undefined {
  if (!isRecord(value)) return undefined;
  const url = readText(value.url, MAX_URL_LENGTH);
  return {
    url: url ? cleanAddress(url) : null,
    referrer_hostname: cleanWords(readText(value.referrer_hostname, MAX_UTM_LENGTH) ?? "") || null,
    utm_params: readUtmParams(value.utm_params) ?? null,
    timestamp: typeof value.timestamp === "number" ? value.timestamp : 0,
  };
}

const CONSENT_STATES = ["granted", "denied", "unknown"] as const;

/** The visitor's decision as the sender states it; undefined when the block is missing or its state is not known. */
export function readConsent(value: unknown): Consent | undefined {
  if (!isRecord(value)) return undefined;
  const state = CONSENT_STATES.find((known) => known === value.state);
  if (!state) return undefined;
  const source = cleanWords(readText(value.source, MAX_VISITOR_ID_LENGTH) ?? "") || "api";
  return {
    state,
    source,
    ...(typeof value.timestamp === "number" && { timestamp: value.timestamp }),
    ...(value.mode === "opt_out" && { mode: "opt_out" }),
  };
}
