// @ts-check
import { findProduct } from "./catalog.js";

/** @typedef {{ product: import("./catalog.js").Product, quantity: number }} Line */
/** @typedef {{ number: string, lines: Line[], shippingCents: number }} Order */

const CART_KEY = "demo-shop-cart";
const ORDER_KEY = "demo-shop-order";
const SHIPPING_CENTS = 490;
/** From here on shipping is free. */
const FREE_FROM_CENTS = 10_000;
/** Most pieces of one product in one order. */
export const MOST_PIECES = 9;

/** @param {string} key @returns {any} */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    // Storage is forbidden, or holds something else under our key: then there is no cart.
    return null;
  }
}

/** @param {string} key @param {unknown} value */
function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Forbidden or full: the cart stays as it was.
  }
}

/** @param {unknown} pairs @returns {Line[]} */
const toLines = (pairs) =>
  (Array.isArray(pairs) ? pairs : []).flatMap(([id, quantity]) => {
    const product = findProduct(id);
    return product && quantity > 0 ? [{ product, quantity: Math.min(quantity, MOST_PIECES) }] : [];
  });

/** @param {readonly Line[]} lines */
const toPairs = (lines) => lines.map(({ product, quantity }) => [product.id, quantity]);

/** What is in the cart of this tab. */
export const readCart = () => toLines(read(CART_KEY));

/**
 * Sets how many pieces of a product are in the cart; 0 takes it out.
 *
 * @param {import("./catalog.js").Product} product
 * @param {number} quantity
 */
export function setQuantity(product, quantity) {
  const lines = readCart();
  const line = lines.find((one) => one.product === product);
  const others = lines.map((one) => (one === line ? { product, quantity } : one));
  write(CART_KEY, toPairs(line ? others : [...lines, { product, quantity }]));
}

/**
 * Puts some more pieces of a product into the cart.
 *
 * @param {import("./catalog.js").Product} product
 * @param {number} pieces
 */
export function addToCart(product, pieces) {
  const before = readCart().find((line) => line.product === product)?.quantity ?? 0;
  setQuantity(product, Math.min(before + pieces, MOST_PIECES));
}

/**
 * What some lines cost together, in cents.
 *
 * @param {readonly Line[]} lines
 */
export const sumOf = (lines) => lines.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0);

/**
 * How many pieces some lines hold.
 *
 * @param {readonly Line[]} lines
 */
export const piecesOf = (lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * What shipping costs for some lines, in cents.
 *
 * @param {readonly Line[]} lines
 */
export const shippingOf = (lines) => (sumOf(lines) >= FREE_FROM_CENTS ? 0 : SHIPPING_CENTS);

/** Makes an order of the cart and empties it; keeps nothing of the customer. Gives the order's number. */
export function placeOrder() {
  const lines = readCart();
  const number = `PF-${Date.now().toString(36).toUpperCase()}`;
  write(ORDER_KEY, { number, pairs: toPairs(lines) });
  write(CART_KEY, []);
  return number;
}

/** The order that was placed last in this tab, or null. @returns {Order | null} */
export function readOrder() {
  const { number, pairs } = read(ORDER_KEY) ?? {};
  const lines = toLines(pairs);
  return lines.length > 0 ? { number: String(number), lines, shippingCents: shippingOf(lines) } : null;
}
