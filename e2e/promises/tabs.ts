import { callNumbered, untilDelivered, untilOutboxIsEmpty } from "../support/ledger.ts";
import type { PromiseToKeep, Tab } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

/** A page on which the browser offers no Web Locks: leases in storage decide instead. */
const NO_LOCKS = `<script>Object.defineProperty(navigator, "locks", { value: undefined });</script>`;

/** Open tabs share storage and get in nobody's way. */
export const tabs: readonly PromiseToKeep[] = [true, false].map((hasLocks) => ({
  name: `tabs: three open tabs deliver each event once through an outage, ${hasLocks ? "with Web Locks" : "with leases"}`,
  async keep({ driver, site, ingest }) {
    const head = (hasLocks ? "" : NO_LOCKS) + pasteSnippet({ endpoint: ingest.endpoint });
    const url = site.addPage("/shop", { head });
    const open: Tab[] = [];
    ingest.behave({ status: 503 });
    for (let index = 0; index < 3; index++) {
      const tab = await driver.openTab();
      await tab.goto(url);
      await whenLoaded(tab);
      await tab.evaluate(`Promise.all(${callNumbered(10, { from: 10 * index + 1 })})`);
      open.push(tab);
    }
    ingest.behave("accept");
    await untilDelivered(ingest, 30, { repeats: "none" });
    await Promise.all(open.map((tab) => tab.evaluate(`pixelFlow.trackEvent("Contact")`)));
    for (const tab of open) await untilOutboxIsEmpty(tab);
    await untilDelivered(ingest, 30, { repeats: "none" });
  },
}));

/** What a closed tab had not delivered, another page of the site delivers. */
export const closedTab: PromiseToKeep = {
  name: "tabs: what a closed tab left is adopted by a page that opens later, and what an open one has stays its own",
  async keep({ driver, site, ingest }) {
    const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
    ingest.behave({ status: 503 });
    const [left, stays] = [await driver.openTab(), await driver.openTab()];
    for (const [tab, from] of [
      [left, 1],
      [stays, 6],
    ] as const) {
      await tab.goto(url);
      await whenLoaded(tab);
      await tab.evaluate(`Promise.all(${callNumbered(5, { from })})`);
    }
    await left.close();
    const later = await driver.openTab();
    await later.goto(url);
    await whenLoaded(later);
    ingest.behave("accept");
    // The closed tab may have had a beacon under way.
    await untilDelivered(ingest, 10, { repeats: "allowed" });
  },
};
