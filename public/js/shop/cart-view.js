// @ts-check
import { element } from "../element.js";
import { MOST_PIECES, readCart, setQuantity, sumOf } from "./cart.js";
import { formatPrice } from "./catalog.js";

/**
 * The cart: the tagged price is for one piece, and what a line costs stands beside it, untagged.
 *
 * @param {import("./product-parts.js").Shop} shop
 */
export function cartView(shop) {
  const place = element("div", { class: "cart info-chk-itm-ctnr-pf" });
  const total = element("strong", { class: "info-totl-amt-pf" });
  draw();
  return [element("h1", {}, "Your cart"), place];

  /** @param {import("./cart.js").Line} line */
  function remove({ product }) {
    setQuantity(product, 0);
    draw();
    shop.onCartChange();
    // The elements are others now; the keyboard goes on where they are.
    const next = place.querySelector("input, a");
    if (next instanceof HTMLElement) next.focus();
  }

  /** @param {import("./cart.js").Line} line */
  function row(line) {
    const { product, quantity } = line;
    const together = element("span", { class: "amount" }, formatPrice(product.cents * quantity));
    const input = element("input", {
      class: "input info-itm-qnty-pf",
      type: "number",
      inputmode: "numeric",
      min: "1",
      max: String(MOST_PIECES),
      required: "",
      value: String(quantity),
      "aria-label": `Quantity of ${product.name}`,
    });
    input.addEventListener("change", () => {
      if (!input.reportValidity()) return;
      setQuantity(product, input.valueAsNumber);
      // Not drawn anew: the button that is being pressed, and took the focus from here, must stay.
      together.textContent = formatPrice(product.cents * input.valueAsNumber);
      total.textContent = formatPrice(sumOf(readCart()));
      shop.onCartChange();
    });
    const removal = element(
      "button",
      { type: "button", class: "plain-button", "aria-label": `Remove ${product.name}` },
      "Remove",
    );
    removal.addEventListener("click", () => remove(line));
    return element(
      "tr",
      { class: "cart_item info-chk-itm-pf", "data-product_id": product.id },
      element(
        "th",
        { scope: "row" },
        element("a", { class: "info-itm-name-pf", href: shop.paths.product(product) }, product.name),
      ),
      element(
        "td",
        { class: "number", "data-label": "Price" },
        element("span", { class: "amount info-itm-prc-pf" }, formatPrice(product.cents)),
      ),
      element("td", { class: "number", "data-label": "Quantity" }, input),
      element("td", { class: "number", "data-label": "Together" }, together),
      element("td", { class: "number" }, removal),
    );
  }

  function draw() {
    const lines = readCart();
    if (!lines.length) {
      place.replaceChildren(
        element("p", { class: "quiet" }, "The cart is empty."),
        element("p", {}, element("a", { class: "button second", href: shop.paths.list }, "Look at the products")),
      );
      return;
    }
    const heads = ["Product", "Price", "Quantity", "Together"].map((text, index) =>
      element("th", { scope: "col", ...(index && { class: "number" }) }, text),
    );
    const table = element(
      "table",
      { class: "shop-table" },
      element("caption", { class: "unseen" }, "What is in the cart"),
      element(
        "thead",
        {},
        element("tr", {}, ...heads, element("th", { scope: "col" }, element("span", { class: "unseen" }, "Take out"))),
      ),
      element("tbody", {}, ...lines.map(row)),
    );
    total.textContent = formatPrice(sumOf(lines));
    const sum = element(
      "p",
      { class: "cart-total" },
      "Total ",
      total,
      element("span", { class: "quiet small" }, "Shipping is added at the checkout."),
    );
    const go = element("a", { class: "button action-btn-buy-004-pf", href: shop.paths.checkout }, "Go to the checkout");
    place.replaceChildren(table, element("div", { class: "cart-foot" }, sum, go));
  }
}
