import { ITEM, NAME, PRICE, QUANTITY } from "./class-names.ts";
import { findAbove, readText, STRUCK, visitInside } from "./flat-tree.ts";
import { CONTROL } from "./read-control.ts";

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
  /** As printed; absent where there is none that can be read, or several. */
  price: PagePrice | undefined;
  /** For how many pieces the price is, as far as the markup around it tells. */
  pricedPieces: number | undefined;
  /** Whether it can be put into the cart here: a card among a cart's rows is not in the cart. */
  isOffer: boolean;
}

const ID_ATTRIBUTES = ["pixelflow-id", "product_id", "product-id", "sku"].map((name) => `data-${name}`);

/** The first of some values if all are the same: a page repeats itself, and what contradicts itself tells nothing. */
const agree = <Value>(values: readonly (Value | undefined)[], toKey: (value: Value) => number): Value | undefined => {
  const known = values.filter((value): value is Value => value !== undefined);
  return new Set(known.map(toKey)).size === 1 ? known[0] : undefined;
};

/** The price that some marked elements tell, if they tell the same. */
export const readPrice = (
  elements: readonly Element[],
  parsePrice: (text: string) => PagePrice | undefined,
): PagePrice | undefined =>
  agree(
    elements.map((element) => parsePrice(readText(element, `${NAME},${QUANTITY},${CONTROL}`))),
    ({ amount }) => amount,
  );

/** Reads one item. Items inside it are others, and their fields are theirs; `button` is what was clicked, if in it. */
export function readItem(item: Element, { parsePrice, parseQuantity }: PageNumbers, button?: Element): Item {
  const all: Element[] = [];
  visitInside(item, (element) => !element.matches(`${ITEM},${STRUCK}`) && all.push(element));
  const find = (selector: string) => all.filter((element) => element.matches(selector));
  const [nameElement] = find(NAME);
  const prices = find(PRICE);
  const quantities = find(QUANTITY).map((element) => parseQuantity(readText(element, `${PRICE},button,[type=hidden]`)));
  const name = nameElement ? readText(nameElement, `${PRICE},${QUANTITY},${CONTROL}`) : "";
  const ids = ID_ATTRIBUTES.map((attribute) =>
    [item, button, ...all].map((element) => element?.getAttribute(attribute)).find((id) => id),
  );
  const quantity = quantities.length ? (agree(quantities, Number) ?? Number.NaN) : 1;
  // `2 × $10.00` is for one of them; what lies in something called a total is for the line.
  const around = prices[0] && findAbove(prices[0], `${QUANTITY},${ITEM},[class*="total"]`);
  return {
    id: ids.find((id) => id) ?? name,
    name,
    quantity,
    price: readPrice(prices, parsePrice),
    pricedPieces: around?.matches(QUANTITY) ? 1 : around?.matches(ITEM) ? undefined : quantity,
    isOffer: find('[class*="action-btn-cart"]').length > 0,
  };
}
