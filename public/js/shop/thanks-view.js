// @ts-check
import { element } from "../element.js";
import { readOrder, sumOf } from "./cart.js";
import { formatPrice } from "./catalog.js";

/**
 * What was ordered. Nothing here is marked: the button that placed the order was the Purchase, and a reload is none.
 *
 * @param {Pick<import("./product-parts.js").Shop, "paths">} shop
 */
export function thanksView({ paths }) {
  const order = readOrder();
  const back = element("p", {}, element("a", { class: "button second", href: paths.list }, "Back to the products"));
  if (!order)
    return [element("h1", {}, "No order yet"), element("p", { class: "quiet" }, "Order something first."), back];
  const lines = order.lines.map(({ product, quantity }) => element("li", {}, `${quantity} × ${product.name}`));
  return [
    element("h1", {}, "Thank you for your order"),
    element(
      "p",
      {},
      `Number ${order.number}, ${formatPrice(sumOf(order.lines) + order.shippingCents)}. It counts as one Purchase, however often this page is loaded.`,
    ),
    element("ul", { class: "ordered" }, ...lines),
    back,
  ];
}
