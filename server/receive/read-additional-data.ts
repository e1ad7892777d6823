import { isPrivateKey } from "../../src/wire/clean-parameter.ts";
import { MAX_PARAMETER_DEPTH, MAX_PARAMETER_ENTRIES } from "../../src/wire/limits.ts";
import { cleanValue, cleanWords } from "./clean-text.ts";
import { isRecord, toStorable } from "./read-value.ts";

/** Keys that nearly every event has, and that need no look at what they are called. */
const KNOWN_KEYS = new Set(
  `value currency contents content_ids content_name content_type content_category num_items order_id id quantity
  item_price search_string contentName contentType numItems`.split(/\s+/),
);

/** An event's parameters, or why they are refused. */
export type AdditionalData = { kind: "data"; data: Record<string, unknown> } | { kind: "refused"; reason: string };

/**
 * A copy of `additionalData` without what is personal or secret, by the tag's own rules: keys named like it are left
 * out, e-mail addresses, phone numbers and secrets are cut out of keys and texts. Anything that is no object counts as
 * none; nesting and the number of entries are bounded.
 */
export function readAdditionalData(value: unknown): AdditionalData {
  if (!isRecord(value)) return { kind: "data", data: {} };
  let entries = 0;
  const count = (more: number) => {
    entries += more;
    if (entries > MAX_PARAMETER_ENTRIES)
      throw new RangeError(`additionalData has more than ${MAX_PARAMETER_ENTRIES} entries`);
  };
  const copy = (key: string, item: unknown, depth: number): unknown => {
    if (typeof item === "string") return cleanValue(key, toStorable(item));
    if (typeof item !== "object" || item === null) return item;
    if (depth > MAX_PARAMETER_DEPTH)
      throw new RangeError(`additionalData is nested deeper than ${MAX_PARAMETER_DEPTH} levels`);
    if (Array.isArray(item)) {
      count(item.length);
      return item.map((entry) => copy(key, entry, depth + 1));
    }
    const copied: Record<string, unknown> = {};
    for (const [name, entry] of Object.entries(item)) {
      count(1);
      const value = copy(name, entry, depth + 1);
      if (KNOWN_KEYS.has(name)) copied[name] = value;
      // Assigning to `__proto__` would set the copy's prototype.
      else if (name !== "__proto__" && !isPrivateKey(name, value)) copied[cleanWords(toStorable(name))] = value;
    }
    return copied;
  };
  try {
    return { kind: "data", data: copy("", value, 1) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "refused", reason: error.message };
    throw error;
  }
}
