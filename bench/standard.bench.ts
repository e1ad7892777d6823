// What marked elements cost a page: nothing at start, however many there are, and little at a click. Times are of the
// main thread in a cross-origin isolated page, where the clock is exact to 5 µs.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import config from "../e2e/playwright.config.ts";
import { createRecordingIngest } from "../e2e/support/recording-ingest.ts";
import { createTestSite, pasteSnippet } from "../e2e/support/test-site.ts";

const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "credentialless",
};

/** An ordinary visitor: what says that it is headless is taken for a bot, whose events are not sent. */
const VISITOR = { userAgent: config.use?.userAgent ?? "" };

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const say = (name: string, value: string) => console.log(`${name.padEnd(58)} ${value}`);
const ms = (time: number) => `${time.toFixed(2)} ms`;

/** Cards with four marked elements and a button each. */
const card = (_: unknown, n: number) =>
  `<li class="info-chk-itm-pf" data-product_id="${n}"><a><h2 class="info-itm-name-pf">Product ${n}</h2></a>
   <span class="price"><del>€99.00</del> <ins><span class="info-itm-prc-pf">€1,2${n % 90}.00</span></ins></span>
   <input class="info-itm-qnty-pf" value="2"><button class="action-btn-cart-005-pf">Add</button></li>`;
const cards = (elements: number) => Array.from({ length: elements / 5 }, card).join("");

async function measureStart(browser: Browser, url: string): Promise<number> {
  const code = await readFile(join(import.meta.dirname, "../dist/pixelflow.js"), "utf8");
  const times: number[] = [];
  for (let run = 0; run < 15; run++) {
    const page = await browser.newPage(VISITOR);
    await page.goto(url);
    times.push(
      await page.evaluate((text) => {
        const element = document.createElement("script");
        element.textContent = text;
        const start = performance.now();
        document.head.append(element);
        return performance.now() - start;
      }, code),
    );
    await page.close();
  }
  return median(times);
}

/** Clicks, one a task: the tag's listener is all that hears them. */
async function measureClick(browser: Browser, url: string, selector: string): Promise<number> {
  const page = await browser.newPage(VISITOR);
  await page.goto(url);
  await page.waitForFunction("window.pixelFlow && !!window.pixelFlow.utils");
  const times = await page.evaluate<number[]>(`(async () => {
    const times = [], buttons = [...document.querySelectorAll(${JSON.stringify(selector)})];
    for (let n = 0; n < 60; n++) {
      await new Promise((resolve) => setTimeout(resolve));
      const button = buttons[n % buttons.length];
      const start = performance.now();
      button.click();
      times.push(performance.now() - start);
    }
    return times.slice(10);
  })()`);
  await page.close();
  return median(times);
}

const ingest = await createRecordingIngest();
const site = await createTestSite();
const browser = await chromium.launch(config.use?.launchOptions);
try {
  const head = pasteSnippet({ endpoint: ingest.endpoint });
  for (const count of [0, 50, 5000]) {
    const url = site.addPage(`/bare-${count}`, { headers: ISOLATED, body: `<ul>${cards(count)}</ul>` });
    say(`start: compile and run, ${count} marked elements`, ms(await measureStart(browser, url)));
  }
  const list = site.addPage("/list", { headers: ISOLATED, head, body: `<ul>${cards(5000)}</ul>` });
  say(
    "click: a card among 5,000 marked elements",
    `${ms(await measureClick(browser, list, "li button"))} (limit 2 ms)`,
  );
  const body = `<div class="info-chk-itm-pf"><h1 class="info-itm-name-pf">All</h1><i class="info-itm-prc-pf">€1.00</i>
    <button id="own" class="action-btn-cart-005-pf">Add</button><ul>${cards(5000)}</ul></div>
    <button id="far" class="action-btn-cart-005-pf">Add</button>`;
  const product = site.addPage("/product", { headers: ISOLATED, head, body });
  say("click: a product page around 5,000", `${ms(await measureClick(browser, product, "#own"))} (limit 2 ms)`);
  say("click: a button outside of it", `${ms(await measureClick(browser, product, "#far"))} (limit 2 ms)`);
  const rows = cards(5000)
    .replaceAll("<button", "<b")
    .replaceAll(/action-btn\S+pf/g, "");
  const cart = `<div class="info-chk-itm-ctnr-pf">${cards(100).replaceAll(/ class="action-btn\S+pf"/g, "")}
    <button id="buy" class="action-btn-buy-004-pf">Buy</button></div><div>${rows}</div>`;
  const checkout = site.addPage("/cart", { headers: ISOLATED, head, body: cart });
  say("click: a cart of 20 rows beside 4,000", `${ms(await measureClick(browser, checkout, "#buy"))} (limit 2 ms)`);
  const plain = site.addPage("/plain", {
    headers: ISOLATED,
    head,
    body: `<button>None</button><ul>${cards(5000)}</ul>`,
  });
  say("click: anywhere else", ms(await measureClick(browser, plain, "body > button")));
} finally {
  await browser.close();
  await site.stop();
  await ingest.stop();
}
