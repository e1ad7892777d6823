// @ts-check

/**
 * One product of the demo shop.
 *
 * @typedef {object} Product
 * @property {string} id The shop's own, which its markup carries as `data-product_id`.
 * @property {string} slug In the product page's address.
 * @property {string} name
 * @property {number} cents Price of one, in cents of a euro.
 * @property {number} [formerCents] What it cost before; shops strike it through.
 * @property {string} words
 * @property {string} art Outline on a 48 × 48 grid.
 */

/** @type {readonly Product[]} */
export const PRODUCTS = [
  {
    id: "101",
    slug: "mug",
    name: "Blue mug",
    cents: 1800,
    formerCents: 2400,
    words: "Stoneware, 350 ml, glazed twice. It keeps coffee warm for as long as a stand-up meeting should last.",
    art: "M12 12h20v20a6 6 0 0 1-6 6h-8a6 6 0 0 1-6-6zM32 17h3a5 5 0 0 1 0 12h-3",
  },
  {
    id: "102",
    slug: "notebook",
    name: "Dotted notebook",
    cents: 1250,
    words: "192 pages that lie flat, on paper that takes fountain pens without a trace on the other side.",
    art: "M13 9h19a3 3 0 0 1 3 3v24a3 3 0 0 1-3 3H13zM18 9v30M23 18h7M23 24h7",
  },
  {
    id: "103",
    slug: "pen",
    name: "Brass pen",
    cents: 3490,
    words: "Turned from one piece of brass. It grows darker with use and takes any standard refill.",
    art: "M10 38l3-10 20-20 7 7-20 20zM13 28l7 7M29 12l7 7",
  },
  {
    id: "104",
    slug: "lamp",
    name: "Reading lamp",
    cents: 8900,
    formerCents: 9900,
    words: "Warm light with a dimmer in its foot, and an arm that stays where it is put.",
    art: "M17 21l5-11h8l8 11zM24 21L15 38M9 39h16M31 21v3",
  },
  {
    id: "105",
    slug: "tote",
    name: "Canvas tote",
    cents: 2200,
    words: "Heavy cotton, two lengths of handle, and a pocket for keys that are never found otherwise.",
    art: "M11 18h26l-2 21H13zM18 23v-7a6 6 0 0 1 12 0v7",
  },
  {
    id: "106",
    slug: "desk",
    name: "Walnut desk",
    cents: 129900,
    words: "Oiled walnut, 140 × 70 cm, with one drawer and a channel for cables at the back.",
    art: "M6 18h36v4H6zM10 22v18M38 22v18M24 22v8h14",
  },
];

const euros = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

/**
 * A price as the shop prints it.
 *
 * @param {number} cents
 */
export const formatPrice = (cents) => euros.format(cents / 100);

/**
 * The product under this slug or id.
 *
 * @param {string | null | undefined} name
 */
export const findProduct = (name) => PRODUCTS.find(({ slug, id }) => name === slug || name === id);

/**
 * Four others, which stand beside a product.
 *
 * @param {Product} product
 */
export function relatedTo(product) {
  const at = PRODUCTS.indexOf(product);
  return [1, 2, 3, 4].flatMap((step) => PRODUCTS[(at + step) % PRODUCTS.length] ?? []);
}
