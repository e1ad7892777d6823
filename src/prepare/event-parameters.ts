import { cleanParameter, isPrivateKey } from "../wire/clean-parameter.ts";
import { parseAmount } from "./parse-amount.ts";

/** Event parameters in Meta's spelling, and the event id that the page put among them. */
export interface EventParameters {
  /** The page's own event id, if it gave one. */
  eventId?: string;
  parameters: Record<string, unknown>;
}

/** Meta's own spelling by the camel case that real pages use. */
const META_SPELLING = new Map(
  ["content_name", "content_type", "content_category", "content_ids", "num_items", "order_id", "search_string"].map(
    (name) => [name.replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase()), name],
  ),
);

/**
 * What the page passed as `customData`, in Meta's words: spellings mapped (Meta's own wins when both are there), the
 * event id taken out, empty values left out, the currency upper-cased and kept only beside a value. Personal data and
 * secrets have no place here, however deep: keys named like them are left out, e-mail addresses and phone numbers are
 * cut out of texts. Takes plain values, as JSON gives them, and leaves them as they are.
 */
export function prepareParameters(customData: Record<string, unknown>): EventParameters {
  const { eventID, event_id, value, currency, ...rest } = customData;
  const parameters = cleanRecord(
    Object.entries(rest).flatMap(([key, given]) => {
      const name = META_SPELLING.get(key) ?? key;
      return isEmpty(given) || (name !== key && !isEmpty(rest[name])) ? [] : [[name, given]];
    }),
  );
  const amount = parseAmount(value);
  const code = parseCurrency(currency);
  if (amount !== undefined) {
    parameters.value = amount;
    if (code) parameters.currency = code;
  }
  const eventId = [event_id, eventID].map(asId).find(Boolean);
  return eventId ? { eventId, parameters } : { parameters };
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === "";

const asId = (id: unknown) => (typeof id === "string" || typeof id === "number" ? String(id).trim() : "");

function parseCurrency(currency: unknown): string | undefined {
  const code = typeof currency === "string" ? currency.trim().toUpperCase() : "";
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function cleanRecord(entries: [key: string, value: unknown][]): Record<string, unknown> {
  return Object.fromEntries(
    entries
      .filter(([key, value]) => key !== "__proto__" && !isPrivateKey(key, value))
      .map(([key, value]) => [key, cleanValue(key, value)]),
  );
}

function cleanValue(key: string, value: unknown): unknown {
  if (typeof value === "string") return cleanParameter(key, value);
  if (Array.isArray(value)) return value.map((inner) => cleanValue(key, inner));
  return typeof value === "object" && value ? cleanRecord(Object.entries(value)) : value;
}
