import assert from "node:assert/strict";
import { assertHashedOnly, callNumbered, KEPT, untilDelivered, untilOutboxIsEmpty } from "../support/ledger.ts";
import type { Behaviour } from "../support/recording-ingest.ts";
import type { PromiseToKeep, Scene } from "../support/scene.ts";
import { pasteSnippet } from "../support/test-site.ts";
import { whenLoaded } from "../support/when-loaded.ts";

const COUNT = 20;

interface Outage {
  begin(scene: Scene): Promise<void> | void;
  end(scene: Scene): Promise<void> | void;
  /** Whether the browser cannot know what became of a request. */
  repeats?: "none" | "allowed";
}

const behaving = (behaviour: Behaviour): Outage => ({
  begin: ({ ingest }) => ingest.behave(behaviour),
  end: ({ ingest }) => ingest.behave("accept"),
});

const OUTAGES: Record<string, Outage> = {
  "answers 503": behaving({ status: 503 }),
  "answers 500 with an HTML page": behaving({
    status: 500,
    headers: { "content-type": "text/html" },
    body: "<h1>no</h1>",
  }),
  "answers 408": behaving({ status: 408 }),
  "answers 425": behaving({ status: 425 }),
  "answers 429 without a time": behaving({ status: 429 }),
  "answers 429 with Retry-After in seconds": behaving({ status: 429, headers: { "retry-after": "1" } }),
  "answers 503 with Retry-After as a date": {
    begin: ({ ingest }) =>
      ingest.behave(() => ({ status: 503, headers: { "retry-after": new Date(Date.now() + 2000).toUTCString() } })),
    end: ({ ingest }) => ingest.behave("accept"),
  },
  "resets connections": behaving("cut before reading"),
  "is switched off": { begin: ({ ingest }) => ingest.stop(), end: ({ ingest }) => ingest.start() },
  "cuts the connection instead of answering": { ...behaving("cut after reading"), repeats: "allowed" },
};

/** The page stays open, the ingest comes back, and everything is there without another call. */
export const outages: readonly PromiseToKeep[] = Object.entries(OUTAGES).map(
  ([name, { begin, end, repeats = "none" }]) => ({
    name: `outage: nothing is lost on an open page while the ingest ${name}`,
    async keep(scene) {
      const { driver, site, ingest } = scene;
      const tab = await driver.openTab();
      await tab.goto(site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) }));
      await whenLoaded(tab);
      await ingest.until(() => ingest.events().length === 1);
      await begin(scene);
      const results = await tab.evaluate<boolean[]>(`Promise.all(${callNumbered(COUNT)})`);
      assert.deepEqual(new Set(results), new Set([true]), "queued for retry");
      assertHashedOnly(await tab.evaluate<string>(KEPT));
      await end(scene);
      await untilDelivered(ingest, COUNT, { repeats });
      await untilOutboxIsEmpty(tab);
      for (const { text } of ingest.requests) assertHashedOnly(text);
    },
  }),
);

/** What the visitor did during the outage arrives with whatever page of the site opens next. */
export const outageAndReload: PromiseToKeep = {
  name: "outage: the outbox survives a reload and a closed tab",
  async keep({ driver, site, ingest }) {
    const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
    ingest.behave({ status: 503 });
    const first = await driver.openTab();
    await first.goto(url);
    await whenLoaded(first);
    await first.evaluate(`Promise.all(${callNumbered(COUNT)})`);
    await first.goto(url);
    await whenLoaded(first);
    await first.evaluate(`Promise.all(${callNumbered(COUNT, { from: COUNT + 1 })})`);
    await first.close();
    ingest.behave("accept");
    const second = await driver.openTab();
    await second.goto(url);
    // A beacon at each exit may have been under way.
    await untilDelivered(ingest, 2 * COUNT, { repeats: "allowed" });
  },
};
