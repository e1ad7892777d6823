import type { Item, PagePrice } from "./items.ts";

/** Rounds away what adding binary fractions leaves. */
const round = (amount: number) => Number(amount.toFixed(4));

/** Undefined for what could not be read. */
const known = (amount: number) => (amount >= 0 ? round(amount) : undefined);

/**
 * Event parameters of some items and their total, if one is marked.
 *
 * Shops mark the price of one piece or that of the line alike. The total tells which: it is the sum of the lines, or of
 * the pieces. Where it is neither (shipping, a discount) the markup around the price tells, and where that is silent too
 * a line of several pieces has no `item_price`, for it may be wrong. Without a total a price is for one piece.
 */
export function toParameters(items: readonly Item[], total: PagePrice | undefined): Record<string, unknown> {
  const [first, second] = items;
  const { currency } = total ?? items.find(({ price }) => price)?.price ?? {};
  const priceOf = ({ price }: Item) => (price && price.currency === currency ? price.amount : Number.NaN);
  const sum = (read: (item: Item) => number) =>
    round(items.reduce((added, item) => added + read(item), first ? 0 : Number.NaN));
  const isOfLines = total?.amount === sum(priceOf);
  const isOfPieces = total?.amount === sum((item) => priceOf(item) * item.quantity);
  const toPrice = (item: Item) => {
    const { quantity, isOfLine } = item;
    const pieces = isOfLines || isOfLine ? quantity : total ? Number.NaN : 1;
    return priceOf(item) / (quantity === 1 || isOfPieces ? 1 : pieces);
  };
  const contents = items
    .filter(({ id }) => id)
    .map((item) => ({ id: item.id, quantity: known(item.quantity), item_price: known(toPrice(item)) }));
  return {
    content_name: second ? undefined : first?.name,
    content_type: contents[0] && "product",
    contents: contents[0] && contents,
    num_items: known(sum(({ quantity }) => quantity)),
    value: total?.amount ?? known(sum((item) => toPrice(item) * item.quantity)),
    currency,
  };
}
