import type { Item, PagePrice } from "./items.ts";

/** Rounds away what adding binary fractions leaves. */
const round = (amount: number) => Number(amount.toFixed(4));

const sum = (items: readonly Item[], read: (item: Item) => number) =>
  round(items.reduce((total, item) => total + read(item), 0));

/**
 * Event parameters of some items and their total, if one is marked.
 *
 * Shops mark the price of one piece or that of the line alike. The total tells which: it is the sum of the lines, or of
 * the pieces. Where it is neither (shipping, a discount) the markup around the price tells, and where that is silent too
 * a line of several pieces has no `item_price`, for it may be wrong. Without a total a price is for one piece.
 */
export function toParameters(items: readonly Item[], total: PagePrice | undefined): Record<string, unknown> {
  const currency = (total ?? items.find(({ price }) => price)?.price)?.currency;
  const priceOf = ({ price }: Item) => (price && price.currency === currency ? price.amount : Number.NaN);
  const lines = sum(items, priceOf);
  const pieces = sum(items, (item) => priceOf(item) * item.quantity);
  const isFor = (item: Item): Item["priceIsFor"] =>
    item.quantity === 1 || total?.amount === pieces
      ? "one"
      : total?.amount === lines
        ? "line"
        : (item.priceIsFor ?? (total ? undefined : "one"));
  const ofOne = (item: Item) =>
    ({ one: priceOf(item), line: round(priceOf(item) / item.quantity), unknown: Number.NaN })[isFor(item) ?? "unknown"];
  const value = total?.amount ?? sum(items, (item) => priceOf(item) * (isFor(item) === "line" ? 1 : item.quantity));
  const contents = items.flatMap((item) =>
    item.id ? [dropUnknown({ id: item.id, quantity: item.quantity, item_price: ofOne(item) })] : [],
  );
  const [only] = items;
  return dropUnknown({
    content_name: items.length === 1 ? only?.name : "",
    content_type: contents.length ? "product" : "",
    contents: contents.length ? contents : "",
    num_items: items.length ? sum(items, ({ quantity }) => quantity) : "",
    value: items.length || total ? value : "",
    currency,
  });
}

/** Without what is empty or no number. */
const dropUnknown = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value || value === 0));
