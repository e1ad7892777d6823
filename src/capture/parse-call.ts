import { MAX_EVENT_BYTES, MAX_EVENT_NAME_LENGTH } from "../wire/limits.ts";

/** What the page asked for, checked; later changes to its objects no longer reach it. */
export interface ParsedCall {
  eventName: string;
  customData: Record<string, unknown>;
}

const kindOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`);

/** Checks the first two arguments of `trackEvent`; a problem says which one, and what to write instead. */
export function parseCall(eventName: unknown, customData: unknown): ParsedCall | { problem: string } {
  const name = typeof eventName === "string" ? eventName.trim() : "";
  if (!name || name.length > MAX_EVENT_NAME_LENGTH) {
    const found = typeof eventName === "string" ? (name ? "a very long one" : "an empty one") : kindOf(eventName);
    return { problem: `the first argument, the event's name, must be a text such as "Purchase"; it is ${found}.` };
  }
  if (customData === undefined || customData === null) return { eventName: name, customData: {} };
  if (typeof customData !== "object" || Array.isArray(customData)) {
    return {
      problem: `the second argument of "${name}", customData, must be an object such as {value: 40, currency: "EUR"}; it is ${kindOf(customData)}.`,
    };
  }
  const copy = copyPlain(customData);
  if (!copy) {
    return {
      problem: `the second argument of "${name}", customData, cannot be written as JSON (it refers to itself, or reading it fails); pass plain values.`,
    };
  }
  if (copy.length > MAX_EVENT_BYTES) {
    return { problem: `the second argument of "${name}", customData, is larger than ${MAX_EVENT_BYTES} bytes.` };
  }
  return { eventName: name, customData: copy.value };
}

/** A deep copy by way of JSON; undefined when the page's object cannot be written as JSON. */
function copyPlain(object: object): { value: Record<string, unknown>; length: number } | undefined {
  try {
    const text = JSON.stringify(object, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value
      ? { value: value as Record<string, unknown>, length: text.length }
      : undefined;
  } catch {
    // The page's own getters and toJSON run here and may throw anything.
    return undefined;
  }
}
