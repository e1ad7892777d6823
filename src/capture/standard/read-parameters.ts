import { ITEM, PRICE, TOTAL, WRAPPER } from "./class-names.ts";
import { toParameters } from "./contents.ts";
import { findAbove, visitInside } from "./flat-tree.ts";
import { type PageNumbers, readItem, readPrice } from "./items.ts";

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

/** A root's own items, totals, and prices outside of items; those of a wrapper inside are its own, unless it has all. */
function collect(root: Element, isDeep?: boolean): [items: Element[], totals: Element[], prices: Element[]] {
  const [items, totals, prices]: [Element[], Element[], Element[]] = [[], [], []];
  visitInside(root, (element) => {
    if (element.matches(ITEM)) return void items.push(element);
    if (element.matches(TOTAL)) totals.push(element);
    if (element.matches(PRICE)) prices.push(element);
    return isDeep || !element.matches(WRAPPER);
  });
  return items.length || isDeep ? [items, totals, prices] : collect(root, true);
}

/** The event parameters that the page's marked elements tell for an action: of its product, its cart or its form. */
export function readParameters({ eventName, from, form }: ActionPlace, numbers: PageNumbers): Record<string, unknown> {
  const { parsePrice } = numbers;
  const read = (items: readonly Element[], button?: Element) =>
    items.map((item) => readItem(item, numbers, button)).filter(({ quantity }) => quantity !== 0);
  const readTotal = (elements: readonly Element[]) => readPrice(elements, (text) => parsePrice(text, true));
  const search = (selector: string) => Array.from(from.ownerDocument.querySelectorAll(selector));
  const around = from === form ? undefined : findAbove(from, `${ITEM},${WRAPPER}`);
  const isOfCart = OF_CART.test(eventName);
  if (around?.matches(ITEM)) return toParameters(read([around], from), undefined);
  if (form && !isOfCart) {
    const [items, totals, prices] = collect(form);
    return toParameters(read(items), readTotal(totals) ?? readPrice(prices, parsePrice));
  }
  /** The page's product: the one item that is in no cart and in which all others are. */
  const findProduct = () => {
    const items = search(ITEM);
    const product = items.find((item) => !item.closest(WRAPPER));
    return product && items.every((item) => product.contains(item) || item.closest(WRAPPER)) ? [product] : [];
  };
  if (!isOfCart) return toParameters(OF_PRODUCT.test(eventName) ? read(findProduct(), from) : [], undefined);

  const wrappers = around ? [around] : search(WRAPPER);
  const isShown = (wrapper: Element) => wrapper.getClientRects().length;
  const wrapper = (wrappers.length > 1 && wrappers.find(isShown)) || wrappers[0];
  const [marked, totals] = wrapper ? collect(wrapper) : [findProduct(), []];
  const items = read(marked);
  const inCart = items.filter(({ isOffer }) => !isOffer);
  const total = readTotal(totals) ?? readTotal(search(TOTAL).filter((element) => !element.closest(WRAPPER)));
  return toParameters(inCart.length ? inCart : items, total);
}
