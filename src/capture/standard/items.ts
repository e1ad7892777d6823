import { parsePrice } from "../../amounts/parse-price.ts";
import { parseQuantity } from "../../amounts/parse-quantity.ts";
import { ITEM, NAME, PRICE, QUANTITY } from "./class-names.ts";
import { findAbove, readText, STRUCK, visitInside } from "./flat-tree.ts";
import { CONTROL } from "./read-control.ts";

/** A price as the page's text gives it. */
export interface PagePrice {
  amount: number;
  currency?: string | undefined;
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
  /** Whether the markup says that the price is for all pieces. */
  isOfLine: boolean;
}

const ID_ATTRIBUTES = ["pixelflow-id", "product_id", "product-id", "sku"].map((name) => `data-${name}`);

/** The first of some amounts if all are the same: a page repeats itself, and what contradicts itself tells nothing. */
function agree<Read extends { amount: number }>(values: readonly (Read | undefined)[]): Read | undefined {
  const known = values.flatMap((value) => value ?? []);
  return known.every(({ amount }) => amount === known[0]?.amount) ? known[0] : undefined;
}

/** The price that some marked elements tell, if they tell the same; `currency` is the site's. */
export const readPrice = (
  elements: readonly Element[],
  options: { currency?: string | undefined; isTotal?: boolean },
): PagePrice | undefined =>
  agree(elements.map((element) => parsePrice(readText(element, `${NAME},${QUANTITY},${CONTROL}`), options)));

/** Reads one item. Items inside it are others, and their fields are theirs; `button` is what was clicked, if in it. */
export function readItem(item: Element, currency: string | undefined, button?: Element): Item {
  const all: Element[] = [];
  visitInside(item, (element) => !element.matches(`${ITEM},${STRUCK}`) && all.push(element));
  const find = (selector: string) => all.filter((element) => element.matches(selector));
  const [nameElement] = find(NAME);
  const prices = find(PRICE);
  const quantities = find(QUANTITY).map((element) => parseQuantity(readText(element, `${PRICE},button,[type=hidden]`)));
  const name = nameElement ? readText(nameElement, `${PRICE},${QUANTITY},${CONTROL}`) : "";
  const ids = ID_ATTRIBUTES.flatMap((attribute) =>
    [item, button, ...all].map((element) => element?.getAttribute(attribute)),
  );
  return {
    id: ids.find((id) => id) ?? name,
    name,
    quantity: quantities.length ? (agree(quantities)?.amount ?? Number.NaN) : 1,
    price: readPrice(prices, { currency }),
    isOfLine: !!prices[0] && !findAbove(prices[0], `${ITEM},[class*="total"]`)?.matches(ITEM),
  };
}
