import assert from "node:assert/strict";
import { assertHashedOnly, callNumbered, KEPT, untilDelivered } from "../support/ledger.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

/** What a page or a browser takes away from us, before the snippet runs. */
const EDGES: Record<string, string> = {
  "there is no fetch": "delete window.fetch; window.fetch = undefined;",
  "fetch throws": `window.fetch = () => { throw new TypeError("no"); };`,
  "sendBeacon answers false": "navigator.sendBeacon = () => false;",
  "sendBeacon is missing": "Object.defineProperty(navigator, 'sendBeacon', { value: undefined });",
  "storage is full": `
    for (let size = 1 << 20; size; size >>= 1) {
      try { for (;;) localStorage.setItem("host" + size + Math.random(), "x".repeat(size)); } catch {}
    }`,
  "storage is missing": `
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
    }`,
  "there are no Web Locks": `Object.defineProperty(navigator, "locks", { value: undefined });`,
};

/** Where "fetch throws" nothing can be delivered from a living page; the exit still can. */
const NEEDS_EXIT = new Set(["fetch throws"]);

/** Whatever is missing, a call is delivered, through an outage and at the page's exit, and the page hears nothing of it. */
export const hostileEdges: readonly PromiseToKeep[] = Object.entries(EDGES).map(([name, script]) => ({
  name: `edge: nothing is lost when ${name}`,
  async keep({ driver, site, ingest }) {
    const watch = `<script>var errors = []; addEventListener("error", (event) => errors.push(event.message));
      addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));</script>`;
    const head = `${watch}<script>${script}</script>${pasteSnippet({ endpoint: ingest.endpoint })}`;
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/shop", { head }));
    await whenLoaded(tab);
    ingest.behave({ status: 503 });
    await tab.evaluate(`Promise.all(${callNumbered(5)})`);
    ingest.behave("accept");
    if (!NEEDS_EXIT.has(name)) await untilDelivered(ingest, 5, { repeats: "none" });
    if (name !== "storage is missing") assertHashedOnly(await tab.evaluate<string>(KEPT));
    assert.deepEqual(await tab.evaluate("errors"), []);
    const gone = site.addPage("/gone", {});
    await tab.evaluate(`void setTimeout(() => { ${callNumbered(5, { from: 6 })}; location.assign("${gone}"); })`);
    await tab.arrival(gone);
    // Without fetch there is the beacon; without the beacon, fetch.
    await untilDelivered(ingest, 10, { repeats: "allowed" });
  },
}));
