import { withoutEmails } from "./clean-text.ts";
import { isRecord } from "./read-value.ts";

const MAX_DEPTH = 8;
const MAX_ENTRIES = 2000;

/** An event's parameters, or why they are refused. */
export type AdditionalData = { kind: "data"; data: Record<string, unknown> } | { kind: "refused"; reason: string };

/**
 * A copy of `additionalData` with e-mail addresses cut out of its texts. Anything that is no object counts as none;
 * nesting and the number of entries are bounded.
 */
export function readAdditionalData(value: unknown): AdditionalData {
  if (!isRecord(value)) return { kind: "data", data: {} };
  let entries = 0;
  const copy = (item: unknown, depth: number): unknown => {
    if (typeof item === "string") return withoutEmails(item).replaceAll("\0", "").toWellFormed();
    if (typeof item !== "object" || item === null) return item;
    if (depth > MAX_DEPTH) throw new RangeError(`additionalData is nested deeper than ${MAX_DEPTH} levels`);
    const list = Array.isArray(item) ? item : Object.entries(item);
    entries += list.length;
    if (entries > MAX_ENTRIES) throw new RangeError(`additionalData has more than ${MAX_ENTRIES} entries`);
    if (Array.isArray(item)) return item.map((entry) => copy(entry, depth + 1));
    return Object.fromEntries(
      Object.entries(item)
        .filter(([key]) => key !== "__proto__")
        .map(([key, entry]) => [key.replaceAll("\0", "").toWellFormed(), copy(entry, depth + 1)]),
    );
  };
  try {
    return { kind: "data", data: copy(value, 1) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "refused", reason: error.message };
    throw error;
  }
}
