// @ts-check
import { drawing, element } from "../element.js";
import { formatPrice } from "./catalog.js";

/** @typedef {import("./catalog.js").Product} Product */

/**
 * Where a shop's pages are, and what its views do besides being looked at.
 *
 * @typedef {object} Shop
 * @property {{ list: string, cart: string, checkout: string, product(product: Product): string }} paths
 * @property {(product: Product, pieces: number) => void} add Puts something into the cart.
 * @property {() => void} onCartChange To be called when a view has changed the cart by itself.
 * @property {() => void} order Places the order and shows the page that says thanks.
 */

/**
 * A picture of a product.
 *
 * @param {Product} product
 */
export const picture = ({ art }) => drawing({ size: 48, look: "shop-picture", path: art });

/**
 * An amount as shops mark it up: the tagged element holds the price of today, and what it was before stands beside it.
 *
 * @param {Product} product
 */
export function price({ cents, formerCents }) {
  const now = element("span", { class: "amount info-itm-prc-pf" }, formatPrice(cents));
  if (!formerCents) return element("span", { class: "price" }, now);
  const former = element("span", { class: "amount" }, formatPrice(formerCents));
  return element(
    "span",
    { class: "price" },
    element("span", { class: "unseen" }, "Before: "),
    element("del", {}, former),
    element("span", { class: "unseen" }, ", now: "),
    element("ins", {}, now),
  );
}

/**
 * A product in a list. It tells no quantity: a press of its button means one.
 *
 * @param {Product} product
 * @param {Shop} shop
 * @param {"h2" | "h3"} heading
 */
export function card(product, shop, heading) {
  const button = element(
    "button",
    { type: "button", class: "button second action-btn-cart-005-pf", "data-product_id": product.id },
    "Add to cart",
    element("span", { class: "unseen" }, `: ${product.name}`),
  );
  button.addEventListener("click", () => shop.add(product, 1));
  const link = element(
    "a",
    { href: shop.paths.product(product) },
    picture(product),
    element(heading, { class: "info-itm-name-pf" }, product.name),
    price(product),
  );
  return element("li", { class: "product info-chk-itm-pf" }, link, button);
}
