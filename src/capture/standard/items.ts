import { ITEM, NAME, PRICE, QUANTITY } from "./class-names.ts";
import { findAbove, readText, STRUCK, visitInside } from "./flat-tree.ts";
import { CONTROL, readControl } from "./read-control.ts";

/** A price as the page's text gives it. */
export interface PagePrice {
  amount: number;
  currency?: string | undefined;
}

/** How numbers are read from the page's texts; undefined rather than a wrong one. */
export interface PageNumbers {
  parsePrice(text: string, isTotal?: boolean): PagePrice | undefined;
  parseQuantity(text: string): number | undefined;
}

/** One product as its marked elements tell it. */
export interface Item {
  /** The shop's own, else the name; empty without either. */
  id: string;
  name: string;
  /** NaN where it is marked and cannot be read. */
  quantity: number;
  /** As printed, for one or for all of them; absent where there is none that can be read, or several. */
  price: PagePrice | undefined;
  /** Whether the price is for one or for the whole line, as far as the markup tells. */
  priceIsFor: "one" | "line" | undefined;
  /** Whether it can be put into the cart here: a card among a cart's rows is not in the cart. */
  isOffer: boolean;
}

const ID_ATTRIBUTES = ["data-pixelflow-id", "data-product_id", "data-product-id", "data-sku"];
const HAS_ID = ID_ATTRIBUTES.map((name) => `[${name}]`).join();

/** The first of some values if all are the same: a page repeats itself, and what contradicts itself tells nothing. */
export function agree<Value>(values: (Value | undefined)[], toKey: (value: Value) => unknown): Value | undefined {
  const known = values.filter((value): value is Value => value !== undefined);
  return new Set(known.map(toKey)).size === 1 ? known[0] : undefined;
}

/** Reads one item. Items inside it are others, and their fields are theirs; `button` is what was clicked, if in it. */
export function readItem(item: Element, { parsePrice, parseQuantity }: PageNumbers, button?: Element): Item {
  const marked: Record<"names" | "prices" | "quantities" | "ids", Element[]> = {
    names: [],
    prices: [],
    quantities: [],
    ids: button ? [item, button] : [item],
  };
  let isOffer = false;
  visitInside(item, (element) => {
    if (element.matches(`${ITEM},${STRUCK}`)) return false;
    if (element.matches(NAME)) marked.names.push(element);
    if (element.matches(PRICE)) marked.prices.push(element);
    if (element.matches(QUANTITY)) marked.quantities.push(element);
    if (element.matches(HAS_ID)) marked.ids.push(element);
    if (element.matches('[class*="action-btn-cart"]')) isOffer = true;
    return true;
  });
  const name = marked.names[0] ? readText(marked.names[0], `${PRICE},${QUANTITY}`) : "";
  const ids = ID_ATTRIBUTES.flatMap((attribute) =>
    marked.ids.map((element) => (element.getAttribute(attribute) ?? "").trim()),
  );
  const quantities = marked.quantities.map((element) => parseQuantity(readQuantity(element)));
  return {
    id: ids.find(Boolean) || name,
    name,
    quantity: quantities.length ? (agree(quantities, Number) ?? Number.NaN) : 1,
    price: readPrice(marked.prices, parsePrice),
    priceIsFor: marked.prices[0] && findPriceScope(marked.prices[0]),
    isOffer,
  };
}

/** The price that some marked elements tell, if they tell the same. */
export function readPrice(
  elements: readonly Element[],
  parsePrice: (text: string) => PagePrice | undefined,
): PagePrice | undefined {
  const prices = elements.map((element) =>
    parsePrice(element.matches(CONTROL) ? readControl(element) : readText(element, `${NAME},${QUANTITY}`)),
  );
  return agree(prices, ({ amount }) => amount);
}

/** A stepper is a control between buttons; elsewhere the quantity is text, and may have the price in it. */
function readQuantity(element: Element): string {
  let control = element.matches(CONTROL) ? element : undefined;
  visitInside(element, (inner) => {
    if (inner.matches(CONTROL)) control ??= inner;
    return true;
  });
  return control ? readControl(control) : readText(element, `${PRICE},button`);
}

/** `2 × $10.00` is for one of them; what lies in something called a total is for the line. */
function findPriceScope(price: Element): Item["priceIsFor"] {
  const around = findAbove(price, `${QUANTITY},${ITEM},[class*="total"]`);
  return around?.matches(QUANTITY) ? "one" : around?.matches(ITEM) ? undefined : "line";
}
