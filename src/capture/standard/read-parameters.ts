import { ITEM, PRICE, TOTAL, WRAPPER } from "./class-names.ts";
import { toParameters } from "./contents.ts";
import { findAbove, visitInside } from "./flat-tree.ts";
import { type PageNumbers, readItem, readPrice } from "./items.ts";

/** Marked elements of one root that are nobody else's. */
interface Collected {
  items: Element[];
  totals: Element[];
  prices: Element[];
}

function collect(root: Element, isDeep: boolean): Collected {
  const found: Collected = { items: [], totals: [], prices: [] };
  visitInside(root, (element) => {
    if (element.matches(ITEM)) {
      found.items.push(element);
      return false;
    }
    if (element.matches(TOTAL)) found.totals.push(element);
    if (element.matches(PRICE)) found.prices.push(element);
    return isDeep || !element.matches(WRAPPER);
  });
  return found.items.length || isDeep ? found : collect(root, true);
}

/** Where an action stands, and what it means. */
export interface ActionPlace {
  eventName: string;
  /** What was clicked, or the form that was submitted. */
  from: Element;
  /** The marked form that it submits, if it does. */
  form?: Element | undefined;
}

/** Events about all that a visitor buys; others are about one product. */
const OF_CART = /Checkout|Purchase|Payment/;
const OF_PRODUCT = /AddTo|View|Custom/;

/** Everything that matches in the document, and in the shadow tree that `from` is in. */
const search = (from: Element, selector: string) =>
  [...new Set([from.getRootNode() as Document | ShadowRoot, from.ownerDocument])].flatMap((root) =>
    Array.from(root.querySelectorAll(selector)),
  );

/** The page's cart, if it has a single one or shows just one. */
function findWrapper(from: Element): Element | undefined {
  const wrappers = search(from, WRAPPER);
  return (wrappers.length > 1 && wrappers.find((wrapper) => wrapper.getClientRects().length)) || wrappers[0];
}

/** The page's product: the one item that is in no cart and in which all others are. */
function findProduct(from: Element): Element[] {
  const items = search(from, ITEM);
  const isInCart = (item: Element) => item.closest(WRAPPER);
  const product = items.find((item) => !isInCart(item));
  return product && items.every((item) => product.contains(item) || isInCart(item)) ? [product] : [];
}

/** The event parameters that the page's marked elements tell for an action: of its product, its cart or its form. */
export function readParameters({ eventName, from, form }: ActionPlace, numbers: PageNumbers): Record<string, unknown> {
  const { parsePrice } = numbers;
  const read = (items: readonly Element[]) => items.map((item) => readItem(item, numbers, from));
  const readTotal = (elements: readonly Element[]) => readPrice(elements, (text) => parsePrice(text, true));
  const around = from === form ? undefined : findAbove(from, `${ITEM},${WRAPPER}`);
  if (around?.matches(ITEM)) return toParameters(read([around]), undefined);
  const isOfCart = OF_CART.test(eventName);
  if (form && !isOfCart) {
    const { items, totals, prices } = collect(form, false);
    return toParameters(read(items), readTotal(totals) ?? readPrice(prices, parsePrice));
  }
  if (!isOfCart) return toParameters(OF_PRODUCT.test(eventName) ? read(findProduct(from)) : [], undefined);
  const wrapper = around ?? findWrapper(from);
  const { items, totals } = wrapper ? collect(wrapper, false) : { items: findProduct(from), totals: [] };
  const all = read(items).filter(({ quantity }) => quantity !== 0);
  const inCart = all.filter(({ isOffer }) => !isOffer);
  const outside = search(from, TOTAL).filter((total) => !findAbove(total, WRAPPER));
  return toParameters(inCart.length ? inCart : all, readTotal(totals) ?? readTotal(outside));
}
