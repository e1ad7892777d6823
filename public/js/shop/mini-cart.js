// @ts-check
import { element } from "../element.js";
import { piecesOf, readCart, setQuantity, sumOf } from "./cart.js";
import { formatPrice } from "./catalog.js";

/**
 * The small cart that every page of the shop has. A line's quantity reads `2 × €18.00` and holds the price element.
 *
 * @param {HTMLDetailsElement} details
 * @param {Pick<import("./product-parts.js").Shop, "paths">} shop
 * @param {() => void} onChange Called when something was taken out.
 */
export function createMiniCart(details, { paths }, onChange) {
  const summary = element("summary", { class: "button second" });
  const inside = element("div", { class: "mini-cart-inside info-chk-itm-ctnr-pf" });
  const news = element("p", { class: "unseen", role: "status" });
  details.replaceChildren(summary, inside);
  details.after(news);
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    summary.focus();
  });

  /** @param {import("./cart.js").Line} line */
  function row({ product, quantity }) {
    const remove = element(
      "button",
      { type: "button", class: "plain-button", "aria-label": `Remove ${product.name}` },
      "×",
    );
    remove.addEventListener("click", () => {
      setQuantity(product, 0);
      draw();
      summary.focus();
      onChange();
    });
    return element(
      "li",
      { class: "mini_cart_item info-chk-itm-pf", "data-product_id": product.id },
      element("a", { class: "info-itm-name-pf", href: paths.product(product) }, product.name),
      element(
        "span",
        { class: "quantity info-itm-qnty-pf" },
        `${quantity} × `,
        element("span", { class: "amount info-itm-prc-pf" }, formatPrice(product.cents)),
      ),
      remove,
    );
  }

  function draw() {
    const lines = readCart();
    const pieces = piecesOf(lines);
    summary.textContent = `Cart: ${pieces} ${pieces === 1 ? "piece" : "pieces"}`;
    if (!lines.length) {
      inside.replaceChildren(element("p", { class: "quiet" }, "Nothing in it yet."));
      return;
    }
    inside.replaceChildren(
      element("ul", {}, ...lines.map(row)),
      element(
        "p",
        { class: "mini-cart-total" },
        "Total ",
        element("strong", { class: "info-totl-amt-pf" }, formatPrice(sumOf(lines))),
      ),
      element(
        "div",
        { class: "mini-cart-links" },
        element("a", { class: "button second", href: paths.cart }, "See the cart"),
        element("a", { class: "button action-btn-buy-004-pf", href: paths.checkout }, "Checkout"),
      ),
    );
  }

  draw();
  return {
    draw,
    /** Says what was put in, to those who do not see the number change. */
    say(/** @type {string} */ text) {
      news.textContent = text;
    },
  };
}
