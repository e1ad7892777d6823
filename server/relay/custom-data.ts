import { readContents } from "./read-contents.ts";

/** Other spellings in use, and Meta's name for each. */
const ALIASES = {
  contentName: "content_name",
  contentType: "content_type",
  contentCategory: "content_category",
  contentIds: "content_ids",
  numItems: "num_items",
  orderId: "order_id",
  searchString: "search_string",
  predictedLtv: "predicted_ltv",
  netRevenue: "net_revenue",
} satisfies Record<string, string>;

/** Keys that carry the event's id and not a parameter. */
const ID_KEYS = ["event_id", "eventID", "eventId"];

/**
 * Event parameters in Meta's spelling, which wins where an event has both. Numbers in strings are parsed,
 * the currency is upper-cased and left out without a value; nothing is invented and other keys pass through.
 */
export function toCustomData(
  additionalData: Record<string, unknown>,
  siteCurrency?: string,
): Record<string, unknown> | undefined {
  const data = rename(additionalData, ALIASES);
  for (const key of ID_KEYS) delete data[key];
  setOrDelete(data, "value", readNumber(data.value));
  setOrDelete(data, "currency", data.value === undefined ? undefined : (readCurrency(data.currency) ?? siteCurrency));
  setOrDelete(data, "num_items", readNumber(data.num_items, Math.trunc));
  if ("contents" in data) setOrDelete(data, "contents", readContents(data.contents));
  return Object.keys(data).length > 0 ? data : undefined;
}

function rename(source: Record<string, unknown>, aliases: Record<string, string>): Record<string, unknown> {
  const renamed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(source)) {
    if (!hasValue(value)) continue;
    const name = Object.hasOwn(aliases, key) ? aliases[key] : undefined;
    if (name === undefined) renamed[key] = value;
    else if (!hasValue(source[name])) renamed[name] = value;
  }
  return renamed;
}

const hasValue = (value: unknown) => value !== undefined && value !== null && value !== "";

function setOrDelete(data: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) delete data[key];
  else data[key] = value;
}

function readNumber(value: unknown, round: (number: number) => number = (number) => number): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? round(number) : undefined;
}

function readCurrency(value: unknown): string | undefined {
  const code = typeof value === "string" ? value.trim().toUpperCase() : "";
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}
