import { MAX_PARAMETER_DEPTH } from "../../src/wire/limits.ts";
import { withoutEmails } from "./clean-text.ts";
import { isRecord, toStorable } from "./read-value.ts";

const MAX_ENTRIES = 20_000;

/** An event's parameters, or why they are refused. */
export type AdditionalData = { kind: "data"; data: Record<string, unknown> } | { kind: "refused"; reason: string };

/**
 * A copy of `additionalData` with e-mail addresses cut out of its texts. Anything that is no object counts as none;
 * nesting and the number of entries are bounded.
 */
export function readAdditionalData(value: unknown): AdditionalData {
  if (!isRecord(value)) return { kind: "data", data: {} };
  let entries = 0;
  const count = (more: number) => {
    entries += more;
    if (entries > MAX_ENTRIES) throw new RangeError(`additionalData has more than ${MAX_ENTRIES} entries`);
  };
  const copy = (item: unknown, depth: number): unknown => {
    if (typeof item === "string") return withoutEmails(toStorable(item));
    if (typeof item !== "object" || item === null) return item;
    if (depth > MAX_PARAMETER_DEPTH)
      throw new RangeError(`additionalData is nested deeper than ${MAX_PARAMETER_DEPTH} levels`);
    if (Array.isArray(item)) {
      count(item.length);
      return item.map((entry) => copy(entry, depth + 1));
    }
    const copied: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(item)) {
      count(1);
      // Assigning to it would set the copy's prototype.
      if (key !== "__proto__") copied[toStorable(key)] = copy(entry, depth + 1);
    }
    return copied;
  };
  try {
    return { kind: "data", data: copy(value, 1) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "refused", reason: error.message };
    throw error;
  }
}
