import assert from "node:assert/strict";
import type { Page } from "playwright/test";
import type { EventData } from "../src/wire/event.ts";
import { sha256 } from "./support/customer-data-vectors.ts";
import { test } from "./support/fixtures.ts";
import type { RecordingIngest } from "./support/recording-ingest.ts";
import { pasteSnippet, type TestSite } from "./support/test-site.ts";

/** A page, what is done on it, and exactly the events that must come of it. */
interface Case {
  name: string;
  body: string;
  /** Clicks on this, unless it is a function. */
  act: string | ((page: Page) => Promise<unknown>);
  expected: [eventName: string, parameters: Record<string, unknown>, customer?: Record<string, string>][];
}

/** Opens a page with the tag and waits for its page view. */
async function openPage(page: Page, site: TestSite, ingest: RecordingIngest, body: string) {
  // What the page itself does with a click is not the matter here.
  const stay = `<script>addEventListener("submit", (event) => event.preventDefault());
    addEventListener("click", (event) => event.target.closest?.("a") && event.preventDefault());</script>`;
  await page.goto(site.addPage("/page", { head: pasteSnippet({ endpoint: ingest.endpoint }) + stay, body }));
  await page.waitForFunction("window.pixelFlow && !!window.pixelFlow.utils");
}

/** What has arrived besides page views, once a last event has: nothing of before can be missing then. */
async function readEvents(page: Page, ingest: RecordingIngest): Promise<EventData[]> {
  await page.evaluate(`pixelFlow.trackEvent("Last")`);
  await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Last"));
  return ingest.events().filter(({ eventName }) => !["PageView", "Last"].includes(eventName));
}

const hashed = (customer: Record<string, string>) =>
  Object.fromEntries(Object.entries(customer).map(([field, value]) => [field, sha256(value)]));

const product = (parameters: Record<string, unknown>) => ({ content_type: "product", ...parameters });

/** WooCommerce's card of a product in a list. */
const card = (id: number, name: string, price: string, extra = "") => `
  <li class="product type-product info-chk-itm-pf">
    <a href="/product/${id}"><img alt=""><h2 class="woocommerce-loop-product__title info-itm-name-pf">${name}</h2>
      <span class="price">${price}</span></a>
    <a href="?add-to-cart=${id}" data-quantity="1" class="button add_to_cart_button action-btn-cart-005-pf"
      data-product_id="${id}" data-product_sku="">Add to cart ${name}</a>${extra}
  </li>`;

const amount = (text: string, classes = "info-itm-prc-pf") =>
  `<span class="woocommerce-Price-amount amount ${classes}"><bdi><span class="woocommerce-Price-currencySymbol">€</span>${text}</bdi></span>`;

const sale = (before: string, now: string) =>
  `<del aria-hidden="true">${amount(before, "")}</del> <span class="screen-reader-text">Original price was: €${before}.</span>
   <ins aria-hidden="true">${amount(now)}</ins> <span class="screen-reader-text">Current price is: €${now}.</span>`;

const RELATED = `<section class="related products"><ul>${card(21, "Belt", amount("15.00"))}${card(22, "Cap", amount("9.50"))}</ul></section>`;

const productPage = (quantity: string, button = "") => `
  <div id="product-17" class="product info-chk-itm-pf" data-product_id="17">
    ${RELATED.replaceAll("Add to cart", "Take")}
    <div class="summary"><h1 class="product_title info-itm-name-pf">Hoodie</h1><p class="price">${sale("55.00", "42.00")}</p>
      <form class="cart">${quantity}
        <button type="submit" name="add-to-cart" value="17" class="single_add_to_cart_button action-btn-cart-005-pf" ${button}>Add to cart</button>
      </form></div>
    ${RELATED.replaceAll("Belt", "Scarf").replaceAll("Add to cart", "Get")}
  </div>`;

const quantityInput = (value: number) =>
  `<div class="quantity"><button type="button">-</button><input type="number" class="input-text qty text info-itm-qnty-pf" name="quantity" value="${value}"><button type="button">+</button></div>`;

/** A row of the classic cart: the price is for one. */
const classicRow = (id: number, name: string, price: string, quantity: number) => `
  <tr class="woocommerce-cart-form__cart-item cart_item info-chk-itm-pf">
    <td class="product-remove"><a href="#" class="remove" data-product_id="${id}" data-product_sku="sku-${id}">×</a></td>
    <td class="product-name"><a href="#" class="info-itm-name-pf">${name}</a></td>
    <td class="product-price">${amount(price)}</td>
    <td class="product-quantity">${quantityInput(quantity)}</td>
    <td class="product-subtotal">${amount("999.00", "")}</td>
  </tr>`;

/** A row of the block cart: the price is for the line. */
const blockRow = (name: string, line: string, quantity: number) => `
  <tr class="wc-block-cart-items__row info-chk-itm-pf">
    <td><h3 class="wc-block-components-product-name info-itm-name-pf"><a class="wc-block-components-product-name info-itm-name-pf">${name}</a></h3>
      <span class="wc-block-components-product-price__value">€1.00</span>
      <div class="wc-block-components-quantity-selector"><input class="wc-block-components-quantity-selector__input info-itm-qnty-pf" type="number" value="${quantity}"></div></td>
    <td class="wc-block-cart-item__total"><span class="price"><span class="wc-block-formatted-money-amount info-itm-prc-pf">€${line}</span></span></td>
  </tr>`;

const CHECKOUT = `<a href="/checkout" class="checkout-button button action-btn-buy-004-pf">Proceed to checkout</a>`;

const miniCart = (style = "", button = "") => `
  <div class="widget_shopping_cart_content info-chk-itm-ctnr-pf" ${style}><ul>
    <li class="mini_cart_item info-chk-itm-pf"><a class="remove" data-product_id="31">×</a><a class="info-itm-name-pf">Mug</a>
      <span class="quantity info-itm-qnty-pf">2 × ${amount("10.00")}</span></li>
    <li class="mini_cart_item info-chk-itm-pf"><a class="remove" data-product_id="32">×</a><a class="info-itm-name-pf">Pen</a>
      <span class="quantity info-itm-qnty-pf">1 × ${amount("2.50")}</span></li></ul>${button}</div>`;

const MINI_CART = product({
  contents: [
    { id: "31", quantity: 2, item_price: 10 },
    { id: "32", quantity: 1, item_price: 2.5 },
  ],
  num_items: 3,
  value: 22.5,
  currency: "EUR",
});

const HOODIE = (quantity: number) =>
  product({
    content_name: "Hoodie",
    contents: [{ id: "17", quantity, item_price: 42 }],
    num_items: quantity,
    value: 42 * quantity,
    currency: "EUR",
  });

/** A row of the checkout's review: `× 2` in the name's cell, the price for the line. */
const reviewRow = (name: string, line: string, quantity: number) => `
  <tr class="cart_item info-chk-itm-pf"><td class="product-name info-itm-name-pf">${name}&nbsp;
    <strong class="product-quantity info-itm-qnty-pf">×&nbsp;${quantity}</strong></td>
    <td class="product-total info-itm-prc-pf">${amount(line, "")}</td></tr>`;

const checkout = (total: string, rows: string) => `
  <form class="checkout woocommerce-checkout info-chk-itm-ctnr-pf" novalidate><input name="billing_email" value="x@y.example">
    <table>${rows}<tfoot><tr><th>Total</th><td><strong class="info-totl-amt-pf">${amount(total, "")}</strong>
      <small class="includes_tax">(includes ${amount("3.00", "")} VAT)</small></td></tr></tfoot></table>
    <button type="submit" class="button alt action-btn-plc-ord-018-pf" id="place_order">Place order</button></form>`;

const SHOP: Case[] = [
  {
    name: "a card has no quantity, and its button's id",
    body: `<ul>${card(11, "Shirt", sale("20.00", "15.00"))}${card(12, "Socks", amount("5.00"))}</ul>`,
    act: "text=Add to cart Shirt",
    expected: [
      [
        "AddToCart",
        product({
          content_name: "Shirt",
          contents: [{ id: "11", quantity: 1, item_price: 15 }],
          num_items: 1,
          value: 15,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "a product page's fields are its own, whatever related products stand before and behind",
    body: productPage(quantityInput(2)),
    act: "text=Add to cart",
    expected: [["AddToCart", HOODIE(2)]],
  },
  {
    name: "a related product's fields are its own as well",
    body: productPage(quantityInput(2)),
    act: "text=Get Cap",
    expected: [
      [
        "AddToCart",
        product({
          content_name: "Cap",
          contents: [{ id: "22", quantity: 1, item_price: 9.5 }],
          num_items: 1,
          value: 9.5,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "the quantity is what a list shows",
    body: productPage(
      `<select class="info-itm-qnty-pf"><option value="v1">1</option><option value="v3" selected>3</option></select>`,
    ),
    act: "text=Add to cart",
    expected: [["AddToCart", HOODIE(3)]],
  },
  {
    name: "the quantity is in the wrapper of a stepper",
    body: productPage(
      `<div class="info-itm-qnty-pf"><button type="button">-</button><input value="2"><button type="button">+</button></div>`,
    ),
    act: "text=Add to cart",
    expected: [["AddToCart", HOODIE(2)]],
  },
  {
    name: "controls inside a name or a price are none of it; a label in the quantity is no matter",
    body: `<div class="info-chk-itm-pf"><label class="info-itm-name-pf"><input type="checkbox" checked value="7">Lamp</label>
      <span class="info-itm-prc-pf"><input type="hidden" value="99">€30.00</span>
      <label class="info-itm-qnty-pf">Qty: <input value="2"><input type="hidden" value="1"></label>
      <button class="action-btn-cart-005-pf">Add</button></div>`,
    act: "text=Add",
    expected: [
      [
        "AddToCart",
        product({
          content_name: "Lamp",
          contents: [{ id: "Lamp", quantity: 2, item_price: 30 }],
          num_items: 2,
          value: 60,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "a quantity that cannot be read is none, and neither is the value",
    body: productPage(`<input class="info-itm-qnty-pf" value="">`),
    act: "text=Add to cart",
    expected: [["AddToCart", product({ content_name: "Hoodie", contents: [{ id: "17", item_price: 42 }] })]],
  },
  {
    name: "a button outside of the product's element means the page's one product",
    body: `${productPage(quantityInput(2)).replaceAll("action-btn-cart-005-pf", "")}<button class="action-btn-cart-005-pf">Sticky</button>${miniCart()}`,
    act: "text=Sticky",
    expected: [["AddToCart", HOODIE(2)]],
  },
  {
    name: "a button outside of several products means none of them",
    body: `<ul>${card(11, "Shirt", amount("15.00"))}${card(12, "Socks", amount("5.00"))}</ul><button class="action-btn-cart-005-pf">Any</button>`,
    act: "text=Any",
    expected: [["AddToCart", {}]],
  },
  {
    name: "a price that cannot be read is left out, and the value with it",
    body: card(11, "Shirt", `<span class="info-itm-prc-pf">€10 – €20</span>`),
    act: "text=Add to cart",
    expected: [["AddToCart", product({ content_name: "Shirt", contents: [{ id: "11", quantity: 1 }], num_items: 1 })]],
  },
  {
    name: "cents that are set small do not lengthen a price",
    body: card(11, "Shirt", `<span class="info-itm-prc-pf">€12<sup>99</sup></span>`),
    act: "text=Add to cart",
    expected: [["AddToCart", product({ content_name: "Shirt", contents: [{ id: "11", quantity: 1 }], num_items: 1 })]],
  },
  {
    name: "a price is read without what is struck through inside it",
    body: card(11, "Shirt", `<span class="info-itm-prc-pf"><del>€20.00</del> <ins>€15.00</ins></span>`),
    act: "text=Add to cart",
    expected: [
      [
        "AddToCart",
        product({
          content_name: "Shirt",
          contents: [{ id: "11", quantity: 1, item_price: 15 }],
          num_items: 1,
          value: 15,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "two prices that contradict each other are none",
    body: card(11, "Shirt", `${amount("20.00")}${amount("15.00")}`),
    act: "text=Add to cart",
    expected: [["AddToCart", product({ content_name: "Shirt", contents: [{ id: "11", quantity: 1 }], num_items: 1 })]],
  },
  {
    name: "without an id of the shop's the name is the id; the earlier class names count too",
    body: `<div class="info-pdct-ctnr-list-pf"><div class="info-pdct-ctnr-pf"><p class="info-pdct-name-pf">Green
      <b>tea</b></p><p class="info-pdct-price-pf">1.299,00 zł</p><input class="info-pdct-qnty-pf" value="2">
      <button class="action-btn-cart-005-pf">Add</button></div></div>`,
    act: "text=Add",
    expected: [
      [
        "AddToCart",
        product({
          content_name: "Green tea",
          contents: [{ id: "Green tea", quantity: 2, item_price: 1299 }],
          num_items: 2,
          value: 2598,
          currency: "PLN",
        }),
      ],
    ],
  },
  {
    name: "the classic cart's price is for one; cards that the cart recommends are not in it",
    body: `<div class="info-chk-itm-ctnr-pf"><table>${classicRow(17, "Hoodie", "42.00", 2)}${classicRow(18, "Cap", "9.50", 1)}</table>
      <ul class="cross-sells">${card(21, "Belt", amount("15.00"))}</ul>${CHECKOUT}</div>`,
    act: "text=Proceed",
    expected: [
      [
        "InitiateCheckout",
        product({
          contents: [
            { id: "17", quantity: 2, item_price: 42 },
            { id: "18", quantity: 1, item_price: 9.5 },
          ],
          num_items: 3,
          value: 93.5,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "the block cart's price is for the line, and its name stands there twice",
    body: `<div class="wp-block-woocommerce-cart wc-block-cart info-chk-itm-ctnr-pf"><table>${blockRow("Hoodie", "84.00", 2)}${blockRow("Cap", "9.50", 1)}</table>
      <a class="wc-block-cart__submit-button action-btn-buy-004-pf" href="/checkout"><span>Proceed</span></a></div>`,
    act: "text=Proceed",
    expected: [
      [
        "InitiateCheckout",
        product({
          contents: [
            { id: "Hoodie", quantity: 2, item_price: 42 },
            { id: "Cap", quantity: 1, item_price: 9.5 },
          ],
          num_items: 3,
          value: 93.5,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "the total tells that prices are for lines",
    body: `<div class="info-chk-itm-ctnr-pf"><div class="info-chk-itm-pf"><b class="info-itm-name-pf">Hoodie</b>
      <i class="info-itm-prc-pf">€84.00</i><input class="info-itm-qnty-pf" value="2"></div>
      <p class="info-totl-amt-pf"><span>Total</span><span>€84.00</span></p><button class="action-btn-buy-004-pf">Buy</button></div>`,
    act: "text=Buy",
    expected: [["InitiateCheckout", HOODIE(2)]].map(
      ([name, parameters]) =>
        [name, { ...(parameters as object), contents: [{ id: "Hoodie", quantity: 2, item_price: 42 }] }] as [
          string,
          Record<string, unknown>,
        ],
    ),
  },
  {
    name: "a total that is neither sum is the value, and the price of one stays unsaid",
    body: `<div class="info-chk-itm-ctnr-pf"><div class="info-chk-itm-pf"><b class="info-itm-name-pf">Hoodie</b>
      <i class="info-itm-prc-pf">€84.00</i><input class="info-itm-qnty-pf" value="2"></div>
      <p class="info-totl-amt-pf">Total: €90.00</p><button class="action-btn-buy-004-pf">Buy</button></div>`,
    act: "text=Buy",
    expected: [
      [
        "InitiateCheckout",
        product({
          content_name: "Hoodie",
          contents: [{ id: "Hoodie", quantity: 2 }],
          num_items: 2,
          value: 90,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "the mini-cart's quantity holds the price",
    body: miniCart("", CHECKOUT),
    act: "text=Proceed",
    expected: [["InitiateCheckout", MINI_CART]],
  },
  {
    name: "page cart and mini-cart: the button's own counts",
    body: `${miniCart("", CHECKOUT)}<div class="info-chk-itm-ctnr-pf"><table>${classicRow(17, "Hoodie", "42.00", 2)}</table>
      <button class="action-btn-buy-004-pf">Buy</button></div>`,
    act: "text=Buy",
    expected: [["InitiateCheckout", HOODIE(2)]],
  },
  {
    name: "page cart and mini-cart in the other order: the button's own counts",
    body: `<div class="info-chk-itm-ctnr-pf"><table>${classicRow(17, "Hoodie", "42.00", 2)}</table>
      <button class="action-btn-buy-004-pf">Buy</button></div>${miniCart("", CHECKOUT)}`,
    act: "text=Proceed",
    expected: [["InitiateCheckout", MINI_CART]],
  },
  {
    name: "a button outside of both carts means the first that is shown",
    body: `${miniCart('style="display: none"')}<div class="info-chk-itm-ctnr-pf"><table>${classicRow(17, "Hoodie", "42.00", 2)}</table></div>
      <button class="action-btn-buy-004-pf">Buy</button>`,
    act: "text=Buy",
    expected: [["InitiateCheckout", HOODIE(2)]],
  },
  {
    name: "a button outside of the only cart means that, though it is hidden",
    body: `${miniCart('style="display: none"')}<button class="action-btn-buy-004-pf">Buy</button>`,
    act: "text=Buy",
    expected: [["InitiateCheckout", MINI_CART]],
  },
  {
    name: "a wrapper around the wrapper changes nothing",
    body: `<div class="info-chk-itm-ctnr-pf">${miniCart()}${CHECKOUT}</div>`,
    act: "text=Proceed",
    expected: [["InitiateCheckout", MINI_CART]],
  },
  {
    name: "the checkout: × 2 in the name's cell, prices for lines, the total is the value",
    body:
      miniCart('style="display: none"') +
      checkout("98.50", reviewRow("Hoodie", "84.00", 2) + reviewRow("Cap", "9.50", 1)),
    act: "text=Place order",
    expected: [
      [
        "Purchase",
        product({
          contents: [
            { id: "Hoodie", quantity: 2, item_price: 42 },
            { id: "Cap", quantity: 1, item_price: 9.5 },
          ],
          num_items: 3,
          value: 98.5,
          currency: "EUR",
        }),
      ],
    ],
  },
  {
    name: "a total alone is a value",
    body: `<p class="info-totl-amt-pf">£1,299.00</p><button class="action-btn-plc-ord-018-pf">Pay</button>`,
    act: "text=Pay",
    expected: [["Purchase", { value: 1299, currency: "GBP" }]],
  },
  {
    name: "re-rendered blocks are read as they are at the click",
    body: `<div id="cart">${miniCart("", CHECKOUT)}</div>`,
    async act(page) {
      await page.evaluate(`(() => { const html = cart.innerHTML; cart.innerHTML = "";
        cart.innerHTML = html.replace("2 ×", "4 ×"); })()`);
      await page.click("text=Proceed");
    },
    expected: [
      [
        "InitiateCheckout",
        {
          ...MINI_CART,
          contents: [
            { id: "31", quantity: 4, item_price: 10 },
            { id: "32", quantity: 1, item_price: 2.5 },
          ],
          num_items: 5,
          value: 42.5,
        },
      ],
    ],
  },
];

const CLICKS: Case[] = [
  {
    name: "the innermost of nested action elements counts, once",
    body: `<div class="action-btn-contact-020-pf"><a class="action-btn-wishlist-021-pf"><b>Heart</b></a></div>`,
    act: "text=Heart",
    expected: [["AddToWishlist", {}]],
  },
  {
    name: "a click that the shop stops is heard all the same",
    body: `<button class="action-btn-lead-011-pf" onclick="event.stopImmediatePropagation()">Go</button>
      <script>addEventListener("click", (event) => event.stopPropagation(), true)</script>`,
    act: "text=Go",
    expected: [["Lead", {}]],
  },
  {
    name: "keys on buttons and links are clicks",
    body: `<button class="action-btn-lead-011-pf">A</button><a href="#x" class="action-btn-contact-012-pf">B</a>`,
    async act(page) {
      await page.focus("text=A");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Space");
      await page.focus("text=B");
      await page.keyboard.press("Enter");
    },
    expected: [
      ["Lead", {}],
      ["Lead", {}],
      ["Contact", {}],
    ],
  },
  {
    name: "disabled buttons do nothing, whoever disabled them",
    body: `<button disabled class="action-btn-lead-011-pf"><b id="a">A</b></button>
      <button class="disabled action-btn-lead-011-pf" id="b">B</button>
      <a aria-disabled="true" class="action-btn-lead-011-pf" id="c">C</a>
      <fieldset disabled><button class="action-btn-lead-011-pf" id="d">D</button></fieldset>`,
    act: (page) => page.evaluate(`["a", "b", "c", "d"].forEach((id) => document.getElementById(id).click())`),
    expected: [],
  },
  {
    name: "a label and its control are one click",
    body: `<label class="action-btn-payment-009-pf"><input type="radio"> Card</label>`,
    act: "text=Card",
    expected: [["AddPaymentInfo", {}]],
  },
  {
    name: "words of a class tell the event; words of two events, or of none, tell nothing",
    body: ["schedule", "start-trial", "register", "donate", "view-cart", "frobnicate"]
      .map((word, index) => `<button class="action-btn-${word}-${100 + index}-pf">${word}</button>`)
      .join(""),
    act: (page) => page.evaluate(`document.querySelectorAll("button").forEach((button) => button.click())`),
    expected: [
      ["Schedule", {}],
      ["StartTrial", {}],
      ["CompleteRegistration", {}],
      ["Donate", {}],
    ],
  },
  {
    name: "inside open shadow roots, with slotted fields",
    body: `<product-card><span slot="name" class="info-itm-name-pf">Lamp</span></product-card><script>
      customElements.define("product-card", class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: "open" }).innerHTML = '<div class="info-chk-itm-pf" data-sku="L-1"><slot name="name"></slot>' +
            '<price-tag></price-tag><button class="action-btn-cart-005-pf"><b>Add</b></button></div>';
        }
      });
      customElements.define("price-tag", class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: "open" }).innerHTML = '<i class="info-itm-prc-pf">€30.00</i>'; }
      });</script>`,
    act: "text=Add",
    expected: [
      [
        "AddToCart",
        product({
          content_name: "Lamp",
          contents: [{ id: "L-1", quantity: 1, item_price: 30 }],
          num_items: 1,
          value: 30,
          currency: "EUR",
        }),
      ],
    ],
  },
];

const FIELDS = `<label>E-mail <input type="email" name="email" class="info-cust-em-pf" value=" Jane@Example.com " required></label>
  <p class="info-cust-fn-pf"><label>First name</label><input name="first" value="Jane"></p>
  <p class="info-cust-fn-pf"><label>Last name</label><input name="last" value="Doe"></p>
  <input name="secret" value="never@read.example">`;
const JANE = hashed({ em: "jane@example.com", fn: "jane" });

const FORMS: Case[] = [
  {
    name: "a form sends Lead once by its button; the first value of a field wins",
    body: `<form class="info-frm-cntr-pf"><h2>Talk to us</h2>${FIELDS}<button>Send</button></form>`,
    act: "text=Send",
    expected: [["Lead", { content_name: "Talk to us" }, JANE]],
  },
  {
    name: "by the Enter key",
    body: `<div class="info-frm-cntr-pf"><form aria-label="Talk">${FIELDS}<input type="submit" value="Send"></form></div>`,
    act: async (page) => {
      await page.focus("[name=email]");
      await page.keyboard.press("Enter");
    },
    expected: [["Lead", { content_name: "Talk" }, JANE]],
  },
  {
    name: "by the Enter key, without a button",
    body: `<form class="info-frm-cntr-pf" name="talk"><input type="email" class="info-cust-em-pf" value="jane@example.com"></form>`,
    act: async (page) => {
      await page.focus("input");
      await page.keyboard.press("Enter");
    },
    expected: [["Lead", { content_name: "talk" }, hashed({ em: "jane@example.com" })]],
  },
  {
    name: "by requestSubmit(), each time",
    body: `<form class="info-frm-cntr-pf">${FIELDS}</form>`,
    act: (page) => page.evaluate("(document.forms[0].requestSubmit(), document.forms[0].requestSubmit())"),
    expected: [
      ["Lead", {}, JANE],
      ["Lead", {}, JANE],
    ],
  },
  {
    name: "by submit()",
    body: `<iframe name="hidden"></iframe><form class="info-frm-cntr-pf" target="hidden">${FIELDS}</form>`,
    act: (page) => page.evaluate("document.forms[0].submit()"),
    expected: [["Lead", {}, JANE]],
  },
  {
    name: "by a button whose submission a script stops and carries out itself later",
    body: `<iframe name="hidden"></iframe><form class="info-frm-cntr-pf" target="hidden" onsubmit="event.preventDefault(); event.stopPropagation();
      setTimeout(() => { this.submit(); window.isDone = true; })">${FIELDS}<button>Send</button></form>`,
    act: async (page) => {
      await page.click("text=Send");
      await page.waitForFunction("window.isDone");
    },
    expected: [["Lead", {}, JANE]],
  },
  {
    name: "by a button whose click a script stops, and clears the form",
    body: `<form class="info-frm-cntr-pf">${FIELDS}<button onclick="event.preventDefault(); this.form.reset();
      this.form.email.value = ''">Send</button></form>`,
    act: "text=Send",
    expected: [["Lead", {}, JANE]],
  },
  {
    name: "without any form element",
    body: `<div class="info-frm-cntr-pf"><h3>Call me</h3>${FIELDS}<button>Send</button><button type="button">Help</button></div>`,
    act: async (page) => {
      await page.click("text=Help");
      await page.click("text=Send");
    },
    expected: [["Lead", { content_name: "Call me" }, JANE]],
  },
  {
    name: "not while it is invalid",
    body: `<form class="info-frm-cntr-pf">${FIELDS}<input required id="more"><button>Send</button></form>`,
    act: async (page) => {
      await page.click("text=Send");
      await page.evaluate("document.forms[0].requestSubmit()");
      await page.fill("#more", "x");
      await page.click("text=Send");
    },
    expected: [["Lead", {}, JANE]],
  },
  {
    name: "not while it is invalid and a script stops it, though it asks the browser not to mind",
    body: `<form class="info-frm-cntr-pf" novalidate>${FIELDS}<input required id="more"><button>Send</button></form>`,
    act: async (page) => {
      await page.click("text=Send");
      await page.fill("#more", "x");
      await page.click("text=Send");
    },
    expected: [["Lead", {}, JANE]],
  },
  {
    name: "though it is invalid, where it asks the browser not to mind and nobody stops it",
    body: `<iframe name="hidden"></iframe><form class="info-frm-cntr-pf" novalidate target="hidden"
      onsubmit="event.stopPropagation()">${FIELDS}<input required><button>Send</button></form>`,
    act: async (page) => {
      await page.click("text=Send");
      await page.evaluate("new Promise((resolve) => setTimeout(resolve))");
    },
    expected: [["Lead", {}, JANE]],
  },
  {
    name: "a purchase is none while the checkout is invalid",
    body: `<form>${FIELDS}<input required id="more"><button class="action-btn-plc-ord-018-pf">Pay</button></form>`,
    act: "text=Pay",
    expected: [],
  },
  {
    name: "with an action class on its button, one event of that name",
    body: `<form class="info-frm-cntr-pf"><legend>News</legend>${FIELDS}<button class="action-btn-subscribe-012-pf">Send</button></form>`,
    act: "text=Send",
    expected: [["Subscribe", { content_name: "News" }, JANE]],
  },
  {
    name: "with an action class on its button, by requestSubmit()",
    body: `<form class="info-frm-cntr-pf">${FIELDS}<button class="action-btn-subscribe-012-pf">Send</button></form>`,
    act: (page) => page.evaluate("document.forms[0].requestSubmit()"),
    expected: [["Subscribe", {}, JANE]],
  },
  {
    name: "with an action class on itself, and not by a click on a field",
    body: `<form class="info-frm-cntr-pf action-btn-register-012-pf">${FIELDS}<button>Send</button></form>`,
    act: async (page) => {
      await page.click("[name=email]");
      await page.click("text=Send");
    },
    expected: [["CompleteRegistration", {}, JANE]],
  },
  {
    name: "with a value that it marks",
    body: `<form class="info-frm-cntr-pf">${FIELDS}<p class="info-totl-amt-pf">Total: 25,00 €</p><button>Send</button></form>`,
    act: "text=Send",
    expected: [["Lead", { value: 25, currency: "EUR" }, JANE]],
  },
  {
    name: "inside an open shadow root",
    body: `<div id="host"></div><script>host.attachShadow({ mode: "open" }).innerHTML =
      '<form class="info-frm-cntr-pf" onsubmit="return false">${FIELDS.replaceAll("\n", "")}</form>'</script>`,
    act: async (page) => {
      await page.focus("[name=email]");
      await page.evaluate("host.shadowRoot.querySelector('form').requestSubmit()");
    },
    expected: [["Lead", {}, JANE]],
  },
  {
    name: "every kind of field, on the control or its wrapper",
    body: `<form class="info-frm-cntr-pf">
      <div class="info-cust-ph-pf"><select><option value="FR">+33</option><option value="GB" selected>+44</option></select>
        <input type="hidden" value="1"><input type="tel" value="020 7946 0018"></div>
      <input class="info-cust-ln-pf" name="family" autocomplete="family-name" value="O'Neil">
      <input class="info-cust-ct-pf" value="London"><input class="info-cust-zp-pf" value="SW1A 1AA">
      <select class="info-cust-country-pf"><option value="">Choose</option><option value="826" selected>United Kingdom</option></select>
      <span class="info-cust-ge-pf"><input type="radio" name="g" value="male"><input type="radio" name="g" value="female" checked></span>
      <button>Send</button></form>`,
    act: "text=Send",
    expected: [
      ["Lead", {}, hashed({ ph: "442079460018", ln: "oneil", ct: "london", zp: "sw1a1aa", country: "gb", ge: "f" })],
    ],
  },
  {
    name: "secrets and free text are never read, even where they are marked",
    body: `<form class="info-frm-cntr-pf"><input type="password" class="info-cust-fn-pf" value="hunter2">
      <input autocomplete="cc-number" class="info-cust-ln-pf" value="4111111111111111">
      <input name="cvv" class="info-cust-zp-pf" value="12345"><input id="iban" class="info-cust-ct-pf" value="London">
      <input type="text" name="password" class="info-cust-em-pf" value="shown@password.example">
      <textarea class="info-cust-em-pf">jane@example.com</textarea><div class="info-cust-em-pf" contenteditable>jane@example.com</div>
      <button>Send</button></form>`,
    act: "text=Send",
    expected: [["Lead", {}, {}]],
  },
];

for (const [group, cases] of Object.entries({ shop: SHOP, click: CLICKS, form: FORMS })) {
  for (const { name, body, act, expected } of cases) {
    test(`${group}: ${name}`, async ({ page, site, ingest }) => {
      await openPage(page, site, ingest, body);
      if (typeof act === "string") await page.click(act);
      else await act(page);
      const events = await readEvents(page, ingest);
      assert.deepEqual(
        // The browser's own id comes from its cookie, not from the page.
        events.map(({ eventName, additionalData, customerData: { external_id: _, ...customer } }) => [
          eventName,
          additionalData,
          customer,
        ]),
        expected.map(([eventName, parameters, customer = {}]) => [eventName, parameters, customer]),
      );
    });
  }
}
