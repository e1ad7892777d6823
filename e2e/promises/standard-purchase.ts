import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { PromiseToKeep, Tab } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const LIST = `<ul>
  <li class="info-chk-itm-pf" data-product_id="11"><b class="info-itm-name-pf">Shirt</b> <i class="info-itm-prc-pf">€15.00</i>
    <button class="action-btn-cart-005-pf" id="add">Add to cart</button></li>
  <li class="info-chk-itm-pf" data-product_id="12"><b class="info-itm-name-pf">Socks</b> <i class="info-itm-prc-pf">€5.00</i>
    <button class="action-btn-cart-005-pf">Add to cart</button></li></ul>`;

const row = (id: number, name: string, price: string, quantity: number) =>
  `<p class="info-chk-itm-pf" data-product_id="${id}"><b class="info-itm-name-pf">${name}</b>
    <i class="info-itm-prc-pf">${price}</i> <input class="info-itm-qnty-pf" value="${quantity}"></p>`;

const ROWS = row(11, "Shirt", "€15.00", 2) + row(12, "Socks", "€5.00", 1);

const CART = `<div class="info-chk-itm-ctnr-pf">${ROWS}<a class="action-btn-buy-004-pf" href="/checkout" id="buy">Checkout</a></div>`;

const CHECKOUT = `<div class="info-frm-cntr-pf"><form action="/thanks" class="info-chk-itm-ctnr-pf">
    <h2>Your order</h2>${ROWS}<p>Total <b class="info-totl-amt-pf">€35.00</b></p>
    <input class="info-cust-em-pf" type="email" name="q" required value="Jane@Example.com">
    <p class="info-cust-fn-pf"><label>First name <input value="Jane"></label></p>
    <input type="password" value="hunter2"><input autocomplete="cc-number" value="4111111111111111">
    <button class="action-btn-plc-ord-018-pf" id="order">Place order</button></form></div>`;

const click = (tab: Tab, id: string) => tab.evaluate(`document.getElementById("${id}").click()`);

/** A shop without a line of script: from the list to the purchase by classes alone. */
export const standardPurchase: PromiseToKeep = {
  name: "standard purchase: list, cart and checkout by classes give each event once, with value, contents and customer",
  async keep({ driver, site, ingest }) {
    const head = pasteSnippet({ endpoint: ingest.endpoint });
    const pages = { list: LIST, cart: CART, checkout: CHECKOUT, thanks: "Thank you" };
    const urls = new Map(Object.entries(pages).map(([name, body]) => [name, site.addPage(`/${name}`, { head, body })]));
    const tab = await driver.openTab();
    const open = async (name: string) => {
      await tab.goto(urls.get(name) ?? assert.fail());
      await whenLoaded(tab);
    };
    const has = (name: string) => ingest.events().some(({ eventName }) => eventName === name);
    await open("list");
    await click(tab, "add");
    await ingest.until(() => has("AddToCart"));
    await open("cart");
    const arrived = tab.arrival(`${site.origin}/checkout`);
    await click(tab, "buy");
    await arrived;
    await whenLoaded(tab);
    await click(tab, "order");
    await ingest.until(
      () => has("Purchase") && ingest.events().filter((e) => e.siteURL.includes("/thanks")).length > 0,
    );

    // A page that is left in the middle of a request repeats it under the same id.
    const events = [...new Map(ingest.events().map((event) => [event.event_id, event])).values()];
    const named = (name: string) => events.filter(({ eventName }) => eventName === name);
    const [purchase, ...more] = named("Purchase");
    assert.equal(more.length, 0);
    assert.deepEqual(purchase?.additionalData, {
      content_type: "product",
      contents: [
        { id: "11", quantity: 2, item_price: 15 },
        { id: "12", quantity: 1, item_price: 5 },
      ],
      num_items: 3,
      value: 35,
      currency: "EUR",
    });
    assert.equal(purchase?.customerData.em, sha256("jane@example.com"));
    assert.equal(purchase?.customerData.fn, sha256("jane"));
    for (const name of ["AddToCart", "InitiateCheckout"]) assert.equal(named(name).length, 1, name);
    assert.deepEqual(named("InitiateCheckout")[0]?.additionalData.value, 35);
    assert.equal(named("Lead").length, 0);
    assert.doesNotMatch(ingest.requests.map(({ text }) => text).join(), /hunter2|4111111111|jane@/i);
  },
};

/** The bank declines, the visitor tries again on the same page. */
export const purchaseClickedAgain: PromiseToKeep = {
  name: "standard purchase: a click again after a declined card is the same event, and on another view another",
  async keep({ driver, site, ingest }) {
    const stay = `<script>addEventListener("submit", (event) => event.preventDefault());</script>`;
    const tab = await driver.openTab();
    const head = pasteSnippet({ endpoint: ingest.endpoint }) + stay;
    await tab.goto(site.addPage("/checkout", { head, body: CHECKOUT }));
    await whenLoaded(tab);
    const ids = () =>
      ingest.events().flatMap(({ eventName, event_id }) => (eventName === "Purchase" ? [event_id] : []));
    await click(tab, "order");
    await ingest.until(() => ids().length === 1);
    await click(tab, "order");
    await ingest.until(() => ids().length === 2);
    await tab.evaluate(`history.pushState(null, "", "/checkout?again"), new Promise((resolve) => setTimeout(resolve))`);
    await click(tab, "order");
    await ingest.until(() => new Set(ids()).size === 2);
    assert.equal(ids()[0], ids()[1]);
  },
};
