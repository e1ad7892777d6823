// @ts-check
import { element } from "../element.js";
import { MOST_PIECES } from "./cart.js";
import { relatedTo } from "./catalog.js";
import { card, picture, price } from "./product-parts.js";

/**
 * One product, and others that go with it. As in most shops the whole view is an item and the others, items too, are
 * inside of it.
 *
 * @param {import("./product-parts.js").Shop} shop
 * @param {import("./catalog.js").Product} product
 */
export function productView(shop, product) {
  const quantity = element("input", {
    id: "quantity",
    class: "input info-itm-qnty-pf",
    type: "number",
    inputmode: "numeric",
    min: "1",
    max: String(MOST_PIECES),
    value: "1",
    required: "",
  });
  const form = element(
    "form",
    { class: "cart-form" },
    element("div", { class: "field" }, element("label", { for: "quantity" }, "Quantity"), quantity),
    element("button", { class: "button action-btn-cart-005-pf" }, "Add to cart"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    shop.add(product, quantity.valueAsNumber);
  });
  const summary = element(
    "div",
    { class: "summary" },
    element("h1", { class: "info-itm-name-pf" }, product.name),
    element("p", {}, price(product)),
    element("p", {}, product.words),
    form,
  );
  const related = element(
    "section",
    { class: "related", "aria-labelledby": "related-heading" },
    element("h2", { id: "related-heading" }, "Goes well with it"),
    element("ul", { class: "products" }, ...relatedTo(product).map((one) => card(one, shop, "h3"))),
  );
  return [
    element("p", {}, element("a", { href: shop.paths.list }, "All products")),
    element(
      "div",
      { class: "product-page info-chk-itm-pf", "data-product_id": product.id },
      element("div", { class: "product-top" }, picture(product), summary),
      related,
    ),
  ];
}
