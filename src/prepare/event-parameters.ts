import { parseAmount } from "../amounts/parse-amount.ts";
import { cleanParameter, isPrivateKey } from "../wire/clean-parameter.ts";

/** Event parameters in Meta's spelling, and the event id that the page put among them. */
export interface EventParameters {
  /** The page's own event id, if it gave one. */
  eventId?: string;
  parameters: Record<string, unknown>;
}

/** The camel case that real pages use of Meta's own names. */
const CAMEL = /^(content|num|order|search)(Name|Type|Category|Ids|Items|Id|String)$/;

/**
 * What the page passed as `customData`, in Meta's words: spellings mapped (Meta's own wins when both are there), the
 * event id taken out, empty values left out, the currency upper-cased and kept only beside a value. Personal data and
 * secrets have no place here, however deep: keys named like them are left out, e-mail addresses and phone numbers are
 * cut out of texts; `onCut` hears under which keys. Takes plain values, as JSON gives them, and leaves them as they are.
 */
export function prepareParameters(
  customData: Record<string, unknown>,
  onCut: (key: string) => void = () => {},
): EventParameters {
  const { eventID, event_id, value, currency, ...rest } = customData;
  const parameters = cleanRecord(
    Object.entries(rest).flatMap(([key, given]) => {
      const name = key.replace(CAMEL, (_all, first, second) => `${first}_${second.toLowerCase()}`);
      return isEmpty(given) || (name !== key && !isEmpty(rest[name])) ? [] : [[name, given]];
    }),
    onCut,
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

/** What stands under a key, and below it: `onCut` hears of each key at which something was cut out. */
function clean(key: string, value: unknown, onCut: (key: string) => void): unknown {
  if (Array.isArray(value)) return value.map((inner) => clean(key, inner, onCut));
  if (typeof value === "object" && value) return cleanRecord(Object.entries(value), onCut);
  const text = typeof value === "string" ? cleanParameter(key, value) : value;
  if (text !== value) onCut(key);
  return text;
}

function cleanRecord(entries: [key: string, value: unknown][], onCut: (key: string) => void): Record<string, unknown> {
  const isKept = ([key, value]: [string, unknown]) => {
    const isPrivate = isPrivateKey(key, value);
    if (isPrivate) onCut(key);
    return !isPrivate && key !== "__proto__";
  };
  return Object.fromEntries(entries.filter(isKept).map(([key, value]) => [key, clean(key, value, onCut)]));
}
