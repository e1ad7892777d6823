// @ts-check

/**
 * Why an event left that the page did not call for.
 *
 * @typedef {object} Cause
 * @property {string} word Two or three words, for a list.
 * @property {string} why A sentence's end, after "No call of the page: ".
 */

/** @type {Cause} */
const VIEW = { word: "page view", why: "the tag sends a PageView at each load and at each change of route." };
/** @type {Cause} */
const UNKNOWN = { word: "without a call", why: "the tag read this event from the page's classes or its address." };

/** @param {string} name @returns {Cause} */
const byClass = (name) => ({ word: "button’s class", why: `the button that was pressed bears the class ${name}.` });
/** @param {string} path @returns {Cause} */
const byTrigger = (path) => ({
  word: "URL trigger",
  why: `the site's settings say that a view of ${path} is this event.`,
});

/** An event does not tell its cause; in the demo shop, whose pages are ours, its name does. */
const IN_THE_SHOP = new Map([
  ["AddToCart", byClass("action-btn-cart-005-pf")],
  ["InitiateCheckout", byClass("action-btn-buy-004-pf")],
  ["Purchase", byClass("action-btn-plc-ord-018-pf")],
  ["Lead", { word: "marked form", why: "the form that was submitted bears the class info-frm-cntr-pf." }],
  ["ViewContent", byTrigger("/shop/product")],
  ["Subscribe", byTrigger("/shop/subscribed")],
]);

/**
 * What made the tag send an event that no call made.
 *
 * @param {import("./journal.js").Call} call
 * @returns {Cause}
 */
export function causeOf({ args: [eventName] }) {
  if (eventName === "PageView") return VIEW;
  return IN_THE_SHOP.get(String(eventName)) ?? UNKNOWN;
}
