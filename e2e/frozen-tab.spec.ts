import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "./support/browser-process.ts";
import { connectDevtools } from "./support/devtools.ts";
import { test } from "./support/fixtures.ts";
import { callNumbered, untilDelivered } from "./support/ledger.ts";
import { pasteSnippet } from "./support/test-site.ts";

// Playwright keeps every page visible and focused, and the browser freezes hidden tabs only.

/** Resolves once an expression holds in the page. */
const when = (expression: string) => `new Promise((resolve) => {
  const look = () => (${expression} ? resolve() : setTimeout(look, 5));
  look();
})`;

test("a frozen tab goes on where it stopped", async ({ site, ingest }) => {
  const profile = await mkdtemp(join(tmpdir(), "pixelflow-profile-"));
  const browser = launchBrowser(profile, ["--remote-debugging-port=0", "about:blank"]);
  const [, address = ""] = await browser.says(/DevTools listening on (ws:\S+)/);
  const devtools = await connectDevtools(address);
  try {
    const tab = await devtools.openTab(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
    await tab.evaluate(when("window.pixelFlow?.utils"));
    ingest.behave({ status: 503 });
    await tab.evaluate(`window.lifecycle = [];
      for (const type of ["freeze", "resume"]) document.addEventListener(type, () => window.lifecycle.push(type));`);
    await tab.evaluate(`Promise.all(${callNumbered(5)})`);
    await devtools.openTab("about:blank");
    await tab.evaluate(when("document.hidden"));
    await tab.setLifecycle("frozen");
    ingest.behave("accept");
    await tab.setLifecycle("active");
    await tab.activate();
    await tab.evaluate(when("!document.hidden"));
    assert.deepEqual(await tab.evaluate("window.lifecycle"), ["freeze", "resume"]);
    await untilDelivered(ingest, 5, { repeats: "none" });
  } finally {
    devtools.close();
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
