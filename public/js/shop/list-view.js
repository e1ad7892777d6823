// @ts-check
import { element } from "../element.js";
import { PRODUCTS } from "./catalog.js";
import { card } from "./product-parts.js";

/**
 * All products.
 *
 * @param {import("./product-parts.js").Shop} shop
 */
export function listView(shop) {
  return [
    element("h1", {}, "A shop without a line of tracking code"),
    element(
      "p",
      { class: "quiet" },
      "Classes in the markup say what is a product, a price, a button. The tag reads them at the click: walk from here to an order and watch each event arrive below.",
    ),
    element("ul", { class: "products" }, ...PRODUCTS.map((product) => card(product, shop, "h2"))),
  ];
}
