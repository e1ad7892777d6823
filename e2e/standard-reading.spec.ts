import assert from "node:assert/strict";
import { test } from "./support/fixtures.ts";
import { pasteSnippet } from "./support/test-site.ts";

// What the tag looks at on a page, and what becomes of it when the page is left at once.

const LOADED = "window.pixelFlow && !!window.pixelFlow.utils";

/** Notes every value and every text that anybody reads, by the element that it is in. */
const WATCH = `<script>
  window.reads = new Set();
  const watch = (type, name) => {
    const { get, ...rest } = Object.getOwnPropertyDescriptor(type.prototype, name);
    Object.defineProperty(type.prototype, name, { ...rest, get() {
      const element = this instanceof Element ? this : this.parentElement;
      reads.add(element?.closest("[data-is]")?.dataset.is || element?.localName);
      return get.call(this);
    } });
  };
  for (const type of [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement]) watch(type, "value");
  for (const name of ["checked", "defaultValue", "valueAsNumber"]) watch(HTMLInputElement, name);
  watch(HTMLSelectElement, "selectedOptions");
  watch(HTMLOptionElement, "text");
  for (const name of ["data", "nodeValue", "textContent"]) {
    for (const type of [CharacterData, Node]) if (Object.hasOwn(type.prototype, name)) watch(type, name);
  }
  for (const name of ["innerHTML", "outerHTML"]) watch(Element, name);
  for (const name of ["innerText", "outerText"]) watch(HTMLElement, name);
  const { FormData } = window;
  window.FormData = class extends FormData { constructor(...args) { super(...args); reads.add("FormData"); } };
</script>`;

const SECRETS = `
  <input data-is="name" name="name" value="Secret Name"><input data-is="mail" type="email" value="secret@mail.example">
  <input data-is="card" autocomplete="cc-number" value="4111111111111111"><input data-is="cvv" name="cvv" value="123">
  <input data-is="password" type="password" value="hunter2"><input data-is="hidden" type="hidden" value="csrf">
  <textarea data-is="message">A secret message</textarea>
  <select data-is="choice"><option>A secret choice</option></select>
  <input data-is="radio" type="radio" checked value="secret"><p data-is="text">A secret text</p>`;

test("nothing is read from what is not marked, on a page full of secrets", async ({ page, site, ingest }) => {
  const body = `${SECRETS}<div class="info-chk-itm-pf">${SECRETS}<b data-is="item name" class="info-itm-name-pf">Shirt</b>
      <i data-is="item price" class="info-itm-prc-pf">€15.00</i><button class="action-btn-cart-005-pf">Add</button></div>
    <form class="info-frm-cntr-pf" name="talk" onsubmit="event.preventDefault()">${SECRETS}
      <input data-is="marked mail" class="info-cust-em-pf" value="jane@example.com">
      <input data-is="marked password" type="password" class="info-cust-em-pf" value="hunter2">
      <input data-is="marked card" autocomplete="section-a cc-number" class="info-cust-fn-pf" value="4111111111111111">
      <textarea data-is="marked message" class="info-cust-em-pf">A secret message</textarea><button>Send</button></form>`;
  await page.goto(site.addPage("/shop", { head: WATCH + pasteSnippet({ endpoint: ingest.endpoint }), body }));
  await page.waitForFunction(LOADED);
  // The driver's own way to a button reads texts.
  await page.evaluate("reads.clear(), document.querySelectorAll('button').forEach((button) => button.click())");
  await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Lead"));
  assert.deepEqual(await page.evaluate("[...reads].sort()"), ["item name", "item price", "marked mail"]);
  const sent = ingest.requests.map(({ text }) => text).join("\n");
  for (const secret of [/secret/i, /4111/, /hunter2/, /jane/i, /csrf/]) assert.doesNotMatch(sent, secret);
});

test("a page without marked elements is neither read nor tracked by clicks and forms", async ({
  page,
  site,
  ingest,
}) => {
  const body = `<form onsubmit="event.preventDefault()">${SECRETS}<button>Send</button></form><a href="#x">Link</a>`;
  await page.goto(site.addPage("/shop", { head: WATCH + pasteSnippet({ endpoint: ingest.endpoint }), body }));
  await page.waitForFunction(LOADED);
  await page.evaluate("reads.clear(), document.querySelectorAll('button, a, input').forEach((it) => it.click())");
  assert.deepEqual(await page.evaluate("[...reads]"), []);
  await page.evaluate(`pixelFlow.trackEvent("Last")`);
  await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Last"));
  assert.deepEqual(
    ingest.events().map(({ eventName }) => eventName),
    ["PageView", "Last"],
  );
});

test("a form that leads to another page is delivered once, and so is a link", async ({ page, site, ingest }) => {
  const gone = site.addPage("/gone", {});
  const body = `<form action="${gone}" class="info-frm-cntr-pf"><input class="info-cust-em-pf" name="q" value="jane@example.com">
    <button>Send</button></form><a href="${gone}" class="action-btn-contact-012-pf">Contact</a>`;
  const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }), body });
  for (const [text, eventName] of [
    ["Send", "Lead"],
    ["Contact", "Contact"],
  ]) {
    await page.goto(url);
    await page.waitForFunction(LOADED);
    await page.click(`text=${text}`);
    await page.waitForURL(/gone/);
    await ingest.until(() => ingest.events().some((event) => event.eventName === eventName));
  }
  const ids = new Set(
    ingest
      .events()
      .filter(({ eventName }) => eventName !== "PageView")
      .map((event) => event.event_id),
  );
  assert.equal(ids.size, 2);
});

test("an action class that means nothing is named on the console once, and sends nothing", async ({
  page,
  site,
  ingest,
}) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const body = `<button class="action-btn-frobnicate-099-pf">Go</button>`;
  await page.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }), body }));
  await page.waitForFunction(LOADED);
  await page.click("text=Go");
  await page.click("text=Go");
  await page.evaluate(`pixelFlow.trackEvent("Last")`);
  await ingest.until(() => ingest.events().some(({ eventName }) => eventName === "Last"));
  assert.deepEqual(
    ingest.events().map(({ eventName }) => eventName),
    ["PageView", "Last"],
  );
  assert.equal(said.filter((text) => text.includes("action-btn-frobnicate-099-pf")).length, 1);
});
