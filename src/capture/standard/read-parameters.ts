import { ITEM, TOTAL, WRAPPER } from "./class-names.ts";
import { toParameters } from "./contents.ts";
import { findAbove, visitInside } from "./flat-tree.ts";
import { readItem, readPrice } from "./items.ts";

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

/** A card that a cart recommends stands among its rows, and what it offers is not in the cart. */
const isInCart = (item: Element) => !item.querySelector('[class*="action-btn-cart"]');

/** A root's own items and totals; those of a wrapper inside are that one's, unless it has all. */
function collect(root: Element, isDeep?: boolean): [items: Element[], totals: Element[]] {
  const [items, totals]: [Element[], Element[]] = [[], []];
  visitInside(root, (element) => {
    if (element.matches(ITEM)) return void items.push(element);
    if (element.matches(TOTAL)) totals.push(element);
    return isDeep || !element.matches(WRAPPER);
  });
  return items.length || isDeep ? [items, totals] : collect(root, true);
}

/**
 * The event parameters that the page's marked elements tell for an action: of its product, its cart or its form.
 * `currency` is the site's, for prices that name none.
 */
export function readParameters(
  { eventName, from, form }: ActionPlace,
  currency: string | undefined,
): Record<string, unknown> {
  const read = (items: readonly Element[], button?: Element) =>
    items.map((item) => readItem(item, currency, button)).filter(({ quantity }) => quantity !== 0);
  const readTotal = (elements: readonly Element[]) => readPrice(elements, { currency, isTotal: true });
  const search = (selector: string) => Array.from(from.ownerDocument.querySelectorAll(selector));
  const searchOutside = (selector: string) => search(selector).filter((element) => !element.closest(WRAPPER));
  /** The page's product: the one item that is in no cart and in which all others are. */
  const findProduct = () => {
    const [product, ...others] = searchOutside(ITEM);
    return product && others.every((item) => product.contains(item)) ? [product] : [];
  };

  const around = from === form ? undefined : findAbove(from, `${ITEM},${WRAPPER}`);
  if (around?.matches(ITEM)) return toParameters(read([around], from), undefined);
  if (!OF_CART.test(eventName)) {
    const [items, totals] = form ? collect(form) : [OF_PRODUCT.test(eventName) ? findProduct() : [], []];
    return toParameters(read(items, from), readTotal(totals));
  }
  const wrappers = around ? [around] : search(WRAPPER);
  const shown = wrappers.find((wrapper) => wrapper.getClientRects().length);
  const wrapper = (wrappers[1] && shown) ?? wrappers[0];
  const [items, totals] = wrapper ? collect(wrapper) : [findProduct(), []];
  const inCart = items.filter(isInCart);
  return toParameters(read(inCart.length ? inCart : items), readTotal(totals) ?? readTotal(searchOutside(TOTAL)));
}
