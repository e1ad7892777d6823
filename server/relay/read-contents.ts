import { isRecord } from "../receive/read-value.ts";

/** A product in Meta's words; what else a page says of it stands beside these. */
interface ContentItem {
  id: string;
  quantity?: number;
  item_price?: number;
  delivery_category?: string;
  [key: string]: unknown;
}

/** Other spellings in use, and Meta's name for each. */
const ALIASES = new Map([
  ["itemPrice", "item_price"],
  ["deliveryCategory", "delivery_category"],
]);

/** What Meta knows, each with its reader. What a reader gives back as undefined is left out. */
const READERS = {
  id: readId,
  quantity: readNumber,
  item_price: readNumber,
  delivery_category: (value) =>
    value === "in_store" || value === "curbside" || value === "home_delivery" ? value : undefined,
} satisfies Record<string, (value: unknown) => unknown>;

/** A number as machines write it. */
const PLAIN_NUMBER = /^-?\d{1,15}(\.\d{1,20})?$/;
/** One that people may mean as thousands, which the tag takes for no amount either. */
const MAY_BE_THOUSANDS = /^-?[1-9]\d{0,2}\.\d{3}$/;

/**
 * The products of an event as Meta takes them, whatever stands in their place: items without an id are left out, and so
 * is all of an item that is no plain value or not what Meta knows under its name. Plain numbers in texts become numbers,
 * except such as `"1.234"`, which may be a thousand. Nothing is made up. Undefined without any item.
 */
export function readContents(value: unknown): ContentItem[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(readItem).filter((item) => item !== undefined);
  return items.length > 0 ? items : undefined;
}

function readItem(value: unknown): ContentItem | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, given]) => {
    const name = ALIASES.get(key) ?? key;
    const read = readEntry(name, given);
    // Meta's own spelling wins, if it says something.
    const isTaken = name !== key && readEntry(name, value[name]) !== undefined;
    return read === undefined || isTaken ? [] : [[name, read] as const];
  });
  const { id, ...rest } = Object.fromEntries(entries);
  return typeof id === "string" ? { id, ...rest } : undefined;
}

function readEntry(name: string, value: unknown): unknown {
  const reader = Object.hasOwn(READERS, name) ? READERS[name as keyof typeof READERS] : readPlain;
  return reader(value);
}

function readPlain(value: unknown): string | number | boolean | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "boolean" || (typeof value === "string" && value !== "") ? value : undefined;
}

function readId(value: unknown): string | undefined {
  const text = typeof value === "string" || typeof value === "number" ? readPlain(value) : undefined;
  return text === undefined ? undefined : String(text).trim() || undefined;
}

function readNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  const text = typeof value === "string" ? value.trim() : "";
  return PLAIN_NUMBER.test(text) && !MAY_BE_THOUSANDS.test(text) ? Number(text) : undefined;
}
