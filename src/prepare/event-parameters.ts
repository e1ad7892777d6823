import { cutPersonal } from "./cut-personal.ts";

/** Event parameters in Meta's spelling, and the event id that the page put among them. */
export interface EventParameters {
  /** The page's own event id, if it gave one. */
  eventId?: string;
  parameters: Record<string, unknown>;
}

/** Other spellings that real pages use, and Meta's own. */
const META_SPELLING = new Map([
  ["contentName", "content_name"],
  ["contentType", "content_type"],
  ["contentCategory", "content_category"],
  ["contentIds", "content_ids"],
  ["numItems", "num_items"],
  ["orderId", "order_id"],
  ["searchString", "search_string"],
]);

/**
 * What the page passed as `customData`, in Meta's words: spellings mapped (Meta's own wins when both are there), the
 * event id taken out, empty values left out, the currency upper-cased and kept only beside a value.
 */
export function prepareParameters(customData: Record<string, unknown>): EventParameters {
  const { eventID, event_id, ...rest } = customData;
  const parameters: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    const name = META_SPELLING.get(key) ?? key;
    if (isEmpty(value) || (name !== key && !isEmpty(rest[name]))) continue;
    parameters[name] = cutPersonalDeep(value);
  }
  const value = parseAmount(rest.value);
  const currency = parseCurrency(rest.currency);
  delete parameters.value;
  delete parameters.currency;
  if (value !== undefined) {
    parameters.value = value;
    if (currency) parameters.currency = currency;
  }
  const eventId = [event_id, eventID].map(asId).find(Boolean);
  return eventId ? { eventId, parameters } : { parameters };
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === "";

const asId = (id: unknown) => (typeof id === "string" || typeof id === "number" ? String(id).trim() : "");

/** A finite number, also from text such as `"40"`, `"1299.90"`, `"$40.00"`; undefined rather than a wrong number. */
function parseAmount(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const number = value.trim().replace(/^[^\d.,-]{1,4}|[^\d.,]{1,4}$/g, "");
  if (/^-?\d+(\.\d+)?$/.test(number)) return Number(number);
  // One comma with two digits behind it can only be a decimal comma; `1,234` could be either and stays out.
  if (/^-?\d+,\d{2}$/.test(number)) return Number(number.replace(",", "."));
  return undefined;
}

function parseCurrency(currency: unknown): string | undefined {
  const code = typeof currency === "string" ? currency.trim().toUpperCase() : "";
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

/** Clear e-mail addresses and phone numbers have no place in parameters, however deep. */
function cutPersonalDeep(value: unknown): unknown {
  if (typeof value === "string") return cutPersonal(value);
  if (Array.isArray(value)) return value.map(cutPersonalDeep);
  if (typeof value !== "object" || !value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cutPersonalDeep(inner)]));
}
