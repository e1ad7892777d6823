import assert from "node:assert/strict";
import type { PromiseToKeep, Scene } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";

/** What can be wrong on a page, alone and together. */
const FAULTS = {
  "the tag blocked": ({ site }: Scene) => site.blockTag(),
  "the tag never answering": ({ site }: Scene) => site.holdTag(),
  "the ingest down": ({ ingest }: Scene) => ingest.stop(),
  "the ingest never answering": ({ ingest }: Scene) => ingest.behave("stall"),
} as const;

const NO_STORAGE = `<script>
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
  }
</script>`;

/** Longest that an awaited call may take, in milliseconds. */
const LIMIT_MS = 5000;

const cases: [names: (keyof typeof FAULTS)[], storage: boolean][] = [
  [["the tag blocked"], true],
  [["the tag never answering"], true],
  [["the ingest down"], true],
  [["the ingest never answering"], true],
  [[], false],
  [["the tag blocked", "the ingest down"], false],
  [["the ingest down"], false],
  [["the ingest never answering"], false],
];

/** A checkout that awaits us goes on, whatever is broken. */
export const settlesInTime: readonly PromiseToKeep[] = cases.map(([faults, hasStorage]) => ({
  name: `await trackEvent(...) settles within five seconds with ${[...faults, ...(hasStorage ? [] : ["storage missing"])].join(" and ")}`,
  async keep(scene) {
    const { driver, site, ingest } = scene;
    for (const fault of faults) await FAULTS[fault](scene);
    const head = (hasStorage ? "" : NO_STORAGE) + pasteSnippet({ endpoint: ingest.endpoint });
    const tab = await driver.openTab();
    await tab.goto(site.addPage("/checkout", { head }));
    const { result, tookMs } = await tab.evaluate<{ result: unknown; tookMs: number }>(`(async () => {
      const start = performance.now();
      const result = await pixelFlow.trackEvent("Purchase", { value: 40, currency: "EUR" }, { em: "jane@example.com" });
      return { result, tookMs: performance.now() - start };
    })()`);
    assert.ok(tookMs < LIMIT_MS, `took ${tookMs} ms`);
    // Without the tag nothing is in the outbox; with it, everything is, be it in memory alone.
    assert.equal(result, !faults.some((fault) => fault.startsWith("the tag")));
  },
}));
