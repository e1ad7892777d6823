// @ts-check
import { find } from "../element.js";
import { addToCart, placeOrder } from "./cart.js";
import { cartView } from "./cart-view.js";
import { findProduct, PRODUCTS } from "./catalog.js";
import { checkoutView } from "./checkout-view.js";
import { listView } from "./list-view.js";
import { createMiniCart } from "./mini-cart.js";
import { productView } from "./product-view.js";
import { redraw } from "./redraw.js";
import { thanksView } from "./thanks-view.js";
import { showVisit } from "./visit.js";

/** @typedef {import("./product-parts.js").Shop} Shop */

const PATHS = {
  list: "/shop",
  cart: "/shop/cart",
  checkout: "/shop/checkout",
  product: (/** @type {import("./catalog.js").Product} */ { slug }) => `/shop/product?id=${slug}`,
};

const chosenProduct = () => findProduct(new URLSearchParams(location.search).get("id")) ?? PRODUCTS[0];

/** By the page's name; pages without one bring their own content. @type {Record<string, (shop: Shop) => Node[]>} */
const VIEWS = {
  list: listView,
  product(shop) {
    const product = /** @type {import("./catalog.js").Product} */ (chosenProduct());
    document.title = `${product.name} · PixelFlow demo`;
    return productView(shop, product);
  },
  cart: cartView,
  checkout: checkoutView,
  thanks: thanksView,
};

/** A shop whose every page is a document of its own. */
function start() {
  const place = find("#shop");
  const draw = VIEWS[place.dataset.view ?? ""];
  /** @type {Shop} */
  const shop = {
    paths: PATHS,
    add(product, pieces) {
      addToCart(product, pieces);
      miniCart.draw();
      miniCart.say(`${product.name} is in the cart.`);
    },
    onCartChange: () => miniCart.draw(),
    order: () => location.assign(`/shop/thank-you?order=${placeOrder()}`),
  };
  const show = () => draw && redraw(place, draw(shop));
  const miniCart = createMiniCart(/** @type {HTMLDetailsElement} */ (find("#mini-cart")), shop, show);
  show();
  showVisit();
}

start();
