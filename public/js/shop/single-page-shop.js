// @ts-check
import { find } from "../element.js";
import { addToCart, placeOrder } from "./cart.js";
import { cartView } from "./cart-view.js";
import { findProduct } from "./catalog.js";
import { checkoutView } from "./checkout-view.js";
import { listView } from "./list-view.js";
import { createMiniCart } from "./mini-cart.js";
import { productView } from "./product-view.js";
import { redraw } from "./redraw.js";
import { thanksView } from "./thanks-view.js";
import { showVisit } from "./visit.js";

/** @typedef {import("./product-parts.js").Shop} Shop */

const BASE = "/shop/app";
const PATHS = {
  list: BASE,
  cart: `${BASE}/cart`,
  checkout: `${BASE}/checkout`,
  product: (/** @type {import("./catalog.js").Product} */ { slug }) => `${BASE}/products/${slug}`,
};

/** @param {Shop} shop @returns {[title: string, nodes: Node[]]} What the address shows. */
function viewOf(shop) {
  const path = location.pathname.replace(/\/$/, "");
  const product = findProduct(/\/products\/(\w+)$/.exec(path)?.[1]);
  if (product) return [product.name, productView(shop, product)];
  if (path === PATHS.cart) return ["Cart", cartView(shop)];
  if (path === PATHS.checkout) return ["Checkout", checkoutView(shop)];
  if (path === `${BASE}/thank-you`) return ["Thank you", thanksView(shop)];
  return ["Single-page shop", listView(shop)];
}

/** The same shop in one document: routes are changed by `pushState`, and every view is drawn anew. */
function start() {
  const place = find("#shop");
  /** @type {Shop} */
  const shop = {
    paths: PATHS,
    add(product, pieces) {
      addToCart(product, pieces);
      miniCart.draw();
      miniCart.say(`${product.name} is in the cart.`);
    },
    onCartChange: () => miniCart.draw(),
    order() {
      placeOrder();
      go(`${BASE}/thank-you`);
    },
  };
  const details = /** @type {HTMLDetailsElement} */ (find("#mini-cart"));
  const miniCart = createMiniCart(details, shop, () => redraw(place, viewOf(shop)[1]));

  function draw() {
    const [title, nodes] = viewOf(shop);
    document.title = `${title} · PixelFlow demo`;
    place.replaceChildren(...nodes);
    miniCart.draw();
  }

  /** @param {string} address */
  function go(address) {
    history.pushState(null, "", address);
    details.open = false;
    draw();
    // As a new document would: from the top, and read from its heading.
    scrollTo(0, 0);
    const heading = place.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    const { origin, pathname, href } = link;
    if (origin !== location.origin || !`${pathname}/`.startsWith(`${BASE}/`)) return;
    event.preventDefault();
    if (href !== location.href) go(href);
  });
  addEventListener("popstate", draw);
  draw();
  showVisit();
}

start();
