// `npm run test:engines`: the promises that know no driver, kept in Blink, Gecko and WebKit. With names of engines as
// arguments it runs those alone; `--only=text` keeps the promises whose name holds the text.
import { build } from "../../build.mjs";
import { findFirefox, findWebKit } from "../../tools/find-engines.ts";
import { PROMISES } from "../promises/index.ts";
import { createRecordingIngest } from "../support/recording-ingest.ts";
import type { PromiseToKeep } from "../support/scene.ts";
import { createTestSite } from "../support/test-site.ts";
import { startBlink } from "./blink.ts";
import type { Engine } from "./engine.ts";
import { startGecko } from "./gecko.ts";
import { startWebKit } from "./webkit.ts";

const ENGINES: Record<string, () => Promise<Engine>> = {
  blink: startBlink,
  gecko: () => startGecko(findFirefox()),
  webkit: () => startWebKit(findWebKit()),
};
const MAX_PROMISE_MS = 90_000;
/** What an engine does not let us keep: part of a promise's name, and why. Everything else has to hold everywhere. */
const KNOWN_LIMITS: Record<string, Record<string, string>> = {
  webkit: {
    "left too soon: calls of a page":
      "no pagehide is fired on a page that is left before its load event, only beforeunload; a listener for that does " +
      "not fit into the snippet's bytes, and kept pages out of older Firefox's back/forward cache",
    "settings: the next page asks only whether":
      "a WebKit that is automated keeps no HTTP cache, so there is nothing that it could ask about",
  },
};

const args = process.argv.slice(2);
const text = args.find((argument) => argument.startsWith("--only="))?.slice("--only=".length) ?? "";
const chosen = args.filter((argument) => !argument.startsWith("--"));
const unknown = chosen.filter((name) => !Object.hasOwn(ENGINES, name));
if (unknown.length) {
  console.error(`No such engine: ${unknown.join(", ")}. Write any of ${Object.keys(ENGINES).join(", ")}.`);
  process.exit(1);
}
const promises = PROMISES.filter(({ name }) => name.includes(text));

await build();
const totals = { passed: 0, failed: 0 };
const lines: string[] = [];
for (const [name, start] of Object.entries(ENGINES)) {
  if (chosen.length && !chosen.includes(name)) continue;
  const { passed, failed, limits, version } = await runEngine(name, start);
  totals.passed += passed;
  totals.failed += failed;
  lines.push(`${name} (${version}): ${passed} passed, ${failed} failed, ${limits} known limits`);
}
console.log(`\n${lines.join("\n")}\n\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed || !totals.passed ? 1 : 0;

async function runEngine(name: string, start: () => Promise<Engine>) {
  const counts = { passed: 0, failed: 0, limits: 0, version: "not started" };
  console.log(`\n== ${name}`);
  const engine = await start().catch((error) => {
    console.error(error);
    counts.failed += 1;
  });
  if (!engine) return counts;
  counts.version = engine.version;
  try {
    for (const promise of promises) {
      const limit = Object.entries(KNOWN_LIMITS[name] ?? {}).find(([part]) => promise.name.includes(part));
      if (limit) {
        counts.limits += 1;
        console.log(`  – ${promise.name}\n    known limit: ${limit[1]}`);
        continue;
      }
      try {
        await keepInTime(engine, promise);
        counts.passed += 1;
        console.log(`  ✔ ${promise.name}`);
      } catch (error) {
        counts.failed += 1;
        console.error(`  ✖ ${promise.name}\n`, error);
      }
    }
  } finally {
    await engine.stop();
  }
  return counts;
}

/** Each promise gets a browser profile, a shop and an ingest of its own. */
async function keepInTime(engine: Engine, { keep }: PromiseToKeep): Promise<void> {
  const [driver, site, ingest] = [await engine.openProfile(), await createTestSite(), await createRecordingIngest()];
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not kept within ${MAX_PROMISE_MS} ms; waited for: ${ingest.describeWaits().join("; ")}`)),
      MAX_PROMISE_MS,
    );
  });
  try {
    await Promise.race([keep({ driver, site, ingest }), timeUp]);
  } finally {
    clearTimeout(timer);
    await driver.close();
    await site.stop();
    await ingest.stop();
  }
}
