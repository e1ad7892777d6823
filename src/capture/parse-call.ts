import { MAX_EVENT_BYTES, MAX_EVENT_NAME_LENGTH, MAX_PARAMETER_DEPTH } from "../wire/limits.ts";
import { toJson } from "../wire/to-json.ts";

/** What the page asked for, checked; later changes to its objects no longer reach it. */
export interface ParsedCall {
  eventName: string;
  customData: Record<string, unknown>;
}

/**
 * Checks the first two arguments of `trackEvent`; a problem says which one, and what to write instead.
 *
 * A problem never quotes an argument: whoever mixes the arguments up puts an e-mail address in the event name's place.
 */
export function parseCall(eventName: unknown, customData: unknown): ParsedCall | { problem: string } {
  const name = typeof eventName === "string" ? eventName.trim() : "";
  if (!name || name.length > MAX_EVENT_NAME_LENGTH) {
    return {
      problem: `the first argument must be a text such as "Purchase", not empty and at most ${MAX_EVENT_NAME_LENGTH} long; got ${kindOf(eventName)}.`,
    };
  }
  if (customData === undefined || customData === null) return { eventName: name, customData: {} };
  if (!isPlain(customData)) {
    return {
      problem: `the second argument must be an object such as {value: 40, currency: "EUR"}; got ${kindOf(customData)}.`,
    };
  }
  const copy = copyPlain(customData);
  if (!copy) {
    return { problem: "the second argument must hold plain values; it refers to itself, or reading it fails." };
  }
  if (copy.length > MAX_EVENT_BYTES || isDeeper(copy.value, MAX_PARAMETER_DEPTH)) {
    return {
      problem: `the second argument must be at most ${MAX_EVENT_BYTES} bytes and ${MAX_PARAMETER_DEPTH} levels deep.`,
    };
  }
  return { eventName: name, customData: copy.value };
}

const kindOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A deep copy by way of JSON; undefined when the page's object cannot be written as a JSON object. */
function copyPlain(object: object): { value: Record<string, unknown>; length: number } | undefined {
  try {
    const text = toJson(object);
    const value: unknown = JSON.parse(text);
    return isPlain(value) ? { value, length: text.length } : undefined;
  } catch {
    // The page's own getters and toJSON run here and may throw anything.
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  return (
    Object(value) === value &&
    (levels === 0 || Object.values(value as object).some((inner) => isDeeper(inner, levels - 1)))
  );
}
