import assert from "node:assert/strict";
import type { PromiseToKeep } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

/** Everything in the page that outlives a call: storage, cookies, console. */
const KEPT = `JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, said])`;

const SECRETS = ["jane", "doe", "example.com", "5551234", "555) 123", "s3cret", "berlin", "19900102"];

/** Personal data leaves the browser as hashes only, and stays nowhere. */
export const noClearValues: PromiseToKeep = {
  name: "no clear e-mail, phone or name is in any request, storage entry, cookie or console line",
  async keep({ driver, site, ingest }) {
    const watch = `<script>
      var said = [];
      for (const level of ["log", "info", "warn", "error", "debug"]) {
        console[level] = (...words) => said.push(words.map(String).join(" "));
      }
    </script>`;
    site.addPage("/account/jane.doe@example.com/orders", { head: watch + pasteSnippet({ endpoint: ingest.endpoint }) });
    const tab = await driver.openTab();
    ingest.behave({ status: 503 });
    await tab.goto(
      `${site.origin}/account/jane.doe@example.com/orders?email=jane.doe%40example.com&reset_token=s3cret&order=17&tel=%2B15551234567#access_token=s3cret`,
    );
    await whenLoaded(tab);
    const user = `{ em: "Jane.Doe@Example.com", ph: "(555) 123-4567", fn: "Jane", ln: "Doe", ct: "Berlin", db: "1990-01-02", country: "US",
      notes: "call jane", card: "s3cret" }`;
    await tab.evaluate(`Promise.all([
      pixelFlow.trackEvent("Purchase", { value: 40, currency: "EUR", note: "for jane.doe@example.com" }, ${user}),
      pixelFlow.trackEvent("Lead", {}, Promise.resolve(${user})),
      pixelFlow.trackEvent("Contact", {}, { em: Promise.resolve("jane.doe@example.com"), fn: ["Jane", "Janet"] }),
      pixelFlow.trackEvent(42, {}, ${user}),
      pixelFlow.trackEvent("Broken", "jane.doe@example.com", ${user}),
      pixelFlow.utils.normalizeCustomerData(${user}),
    ])`);
    const waiting = await tab.evaluate<string>(KEPT);
    ingest.behave("accept");
    await ingest.until(() => ingest.events().length >= 4);
    const after = await tab.evaluate<string>(KEPT);
    const traces = [
      waiting,
      after,
      ...ingest.requests.map(({ path, headers, text }) => JSON.stringify([path, headers, text])),
    ];
    for (const trace of traces) {
      // The test's own page address is in no request: referrers are cut to the origin between sites.
      for (const secret of SECRETS) assert.ok(!trace.toLowerCase().includes(secret), `"${secret}" in ${trace}`);
    }
    const purchase = ingest.events().find(({ eventName }) => eventName === "Purchase");
    for (const field of ["em", "ph", "fn", "ln", "ct", "db", "country"] as const) {
      assert.match(String(purchase?.customerData[field]), /^[0-9a-f]{64}$/, field);
    }
    assert.equal(purchase?.siteURL, `${site.origin}/account/redacted/orders?order=17`);
  },
};
