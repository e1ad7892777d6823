// @ts-check
import { element } from "../element.js";
import { readCart, shippingOf, sumOf } from "./cart.js";
import { formatPrice } from "./catalog.js";

/** Values that are no country codes: the tag reads what the visitor sees. */
const COUNTRIES = [
  "Austria",
  "France",
  "Germany",
  "Ireland",
  "Netherlands",
  "United Kingdom (UK)",
  "United States (US)",
];

/**
 * A field of the form. Some shops mark the control, others what is around it; here the wrapper is marked unless `isOwn`.
 *
 * @param {string} label
 * @param {{ id: string, mark?: string, isOwn?: boolean } & Record<string, unknown>} options
 */
function field(label, { id, mark = "", isOwn = false, ...attributes }) {
  const texts = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
  const control = element("input", { id, class: isOwn ? `input ${mark}` : "input", ...texts });
  return element("div", { class: isOwn ? "field" : `field ${mark}` }, element("label", { for: id }, label), control);
}

function countryField() {
  const options = COUNTRIES.map((name, index) => element("option", { value: `zone-${index}` }, name));
  const list = element(
    "select",
    { id: "country", class: "input info-cust-country-pf", required: "", autocomplete: "country-name" },
    element("option", { value: "" }, "Choose a country"),
    ...options,
  );
  return element("div", { class: "field" }, element("label", { for: "country" }, "Country"), list);
}

/** @param {import("./cart.js").Line} line Its price is for the whole line, and `× 2` stands in the name's cell. */
function reviewRow({ product, quantity }) {
  return element(
    "tr",
    { class: "cart_item info-chk-itm-pf", "data-product_id": product.id },
    element(
      "td",
      { class: "product-name info-itm-name-pf" },
      `${product.name}\u00a0`,
      element("strong", { class: "product-quantity info-itm-qnty-pf" }, `× ${quantity}`),
    ),
    element(
      "td",
      { class: "product-total number" },
      element("span", { class: "amount info-itm-prc-pf" }, formatPrice(product.cents * quantity)),
    ),
  );
}

/** @param {string} label @param {string} amount @param {Record<string, string>} [attributes] */
const sumRow = (label, amount, attributes = {}) =>
  element(
    "tr",
    {},
    element("th", { scope: "row" }, label),
    element("td", { class: "number" }, element("span", { class: "amount", ...attributes }, amount)),
  );

/**
 * The checkout: a form with the customer, the order and the button that is the Purchase.
 *
 * @param {import("./product-parts.js").Shop} shop
 */
export function checkoutView(shop) {
  const lines = readCart();
  const heading = element("h1", {}, "Checkout");
  if (!lines.length) {
    const back = element("a", { class: "button second", href: shop.paths.list }, "Look at the products");
    return [heading, element("p", { class: "quiet" }, "The cart is empty, so there is nothing to order."), back];
  }
  const shipping = shippingOf(lines);
  const total = formatPrice(sumOf(lines) + shipping);
  const customer = element(
    "fieldset",
    { class: "stack" },
    element("legend", {}, "Who it goes to"),
    element(
      "div",
      { class: "pair" },
      field("First name", { id: "first-name", mark: "info-cust-fn-pf", autocomplete: "given-name", required: "" }),
      field("Last name", { id: "last-name", mark: "info-cust-ln-pf", autocomplete: "family-name", required: "" }),
      field("E-mail", {
        id: "email",
        type: "email",
        mark: "info-cust-em-pf",
        isOwn: true,
        autocomplete: "email",
        required: "",
      }),
      field("Phone", { id: "phone", type: "tel", mark: "info-cust-ph-pf", autocomplete: "tel" }),
      field("Street", { id: "street", autocomplete: "address-line1" }),
      field("City", { id: "city", mark: "info-cust-ct-pf", isOwn: true, autocomplete: "address-level2", required: "" }),
      field("Postcode", { id: "postcode", mark: "info-cust-zp-pf", autocomplete: "postal-code", required: "" }),
      countryField(),
    ),
    element(
      "div",
      { class: "field" },
      element("label", { for: "notes" }, "Notes for us"),
      element("textarea", { id: "notes", class: "input", rows: "2", "aria-describedby": "notes-hint" }),
      element(
        "p",
        { id: "notes-hint", class: "quiet small" },
        "Street and notes bear no class, so the tag never reads them.",
      ),
    ),
  );
  const review = element(
    "section",
    { class: "review", "aria-labelledby": "review-heading" },
    element("h2", { id: "review-heading" }, "Your order"),
    element(
      "table",
      { class: "shop-table is-short" },
      element("tbody", {}, ...lines.map(reviewRow)),
      element(
        "tfoot",
        {},
        sumRow("Shipping", shipping ? formatPrice(shipping) : "free"),
        sumRow("Total", total, { class: "amount info-totl-amt-pf" }),
      ),
    ),
    element("button", { class: "button action-btn-plc-ord-018-pf" }, "Place the order"),
    element("p", { class: "quiet small" }, "A demo: nothing is charged, and nothing is sent to you."),
  );
  const form = element(
    "form",
    { class: "checkout info-chk-itm-ctnr-pf info-frm-cntr-pf", name: "checkout" },
    customer,
    review,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.querySelector("button")?.setAttribute("disabled", "");
    shop.order();
  });
  return [heading, form];
}
