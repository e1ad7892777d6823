import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "./support/browser-process.ts";
import { test } from "./support/fixtures.ts";
import { untilDelivered } from "./support/ledger.ts";
import { pasteSnippet } from "./support/test-site.ts";

// A browser under a driver's control prerenders nothing. So nobody drives this one: the page moves on by itself, and we
// watch from the servers.

test("a prerendered page sends and stores nothing until it is shown, and then counts once", async ({
  site,
  ingest,
}) => {
  const snippet = pasteSnippet({ endpoint: ingest.endpoint });
  const next = site.addPage("/next", {
    head: `${snippet}<script>
      const wasPrerendered = document.prerendering;
      pixelFlow.trackEvent("Lead", { n: 1, wasPrerendered });
      const ready = () => window.pixelFlow.utils ? fetch("/next-has-run") : setTimeout(ready, 5);
      ready();
    </script>`,
  });
  const rules = JSON.stringify({ prerender: [{ urls: [next], eagerness: "immediate" }] });
  site.addPage("/go", { after: site.until(() => site.requests.includes("/next-has-run")) });
  const shop = site.addPage("/shop", {
    head: `${snippet}<script type="speculationrules">${rules}</script><script>
      fetch("/go")
        // What this page itself has to send is gone when that has its receipt.
        .then(() => pixelFlow.trackEvent("Schedule"))
        .then(() => pixelFlow.trackEvent("Contact", { kept: Object.keys(localStorage).join() }))
        .then(() => location.assign("${next}"));
    </script>`,
  });
  const profile = await mkdtemp(join(tmpdir(), "pixelflow-profile-"));
  const browser = launchBrowser(profile, [shop]);
  try {
    await untilDelivered(ingest, 1, { repeats: "none" });
    const names = ingest.events().map(({ eventName, siteURL }) => `${eventName} ${new URL(siteURL).pathname}`);
    assert.deepEqual(names, ["PageView /shop", "Schedule /shop", "Contact /shop", "PageView /next", "Lead /next"]);
    const [, , contact, , lead] = ingest.events();
    assert.doesNotMatch(String(contact?.additionalData.kept), /_pf_outbox/);
    assert.equal(lead?.additionalData.wasPrerendered, true);
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
