import { startFakeGraph } from "../../server/relay/fake-graph.ts";
import { startDemo } from "./demo.ts";
import { test as base } from "./demo-fixtures.ts";

/** The demo's `test`, whose ingest forwards to a fake of Meta's Graph. */
export const test = base.extend<{ graph: Awaited<ReturnType<typeof startFakeGraph>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  graph: async ({}, use) => {
    const graph = await startFakeGraph();
    await use(graph);
    await graph.close();
  },
  demo: async ({ graph }, use) => {
    const demo = await startDemo({ META_GRAPH_URL: graph.url });
    await use(demo);
    await demo.stop();
  },
});
