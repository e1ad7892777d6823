import assert from "node:assert/strict";
import { once } from "node:events";
import { watch } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright/test";
import { type BrowserProcess, launchBrowser } from "./support/browser-process.ts";
import { test } from "./support/fixtures.ts";
import { assertHashedOnly, callNumbered, untilDelivered } from "./support/ledger.ts";
import { pasteSnippet } from "./support/test-site.ts";

/** Starts a browser that can be driven, on a profile that outlives it. */
async function startBrowser(profile: string): Promise<{ process: BrowserProcess; browser: Browser }> {
  const process = launchBrowser(profile, ["--remote-debugging-port=0", "about:blank"]);
  const [, address] = await process.says(/DevTools listening on (ws:\S+)/);
  return { process, browser: await chromium.connectOverCDP(address as string) };
}

/** Resolves once the profile on disk holds the text: until then the browser has it in memory alone. */
async function untilOnDisk(profile: string, text: string): Promise<void> {
  const folder = join(profile, "Default/Local Storage/leveldb");
  const isThere = async () => {
    const files = (await readdir(folder)).filter((file) => /\.(log|ldb)$/.test(file));
    const contents = await Promise.all(files.map((file) => readFile(join(folder, file), "latin1").catch(() => "")));
    return contents.some((content) => content.includes(text));
  };
  const changes = watch(folder);
  try {
    while (!(await isThere())) await once(changes, "change");
  } finally {
    changes.close();
  }
}

test("a browser that is killed outright delivers with its next page what its disk had", async ({ site, ingest }) => {
  const profile = await mkdtemp(join(tmpdir(), "pixelflow-profile-"));
  const url = site.addPage("/shop", { head: pasteSnippet({ endpoint: ingest.endpoint }) });
  ingest.behave({ status: 503 });
  const first = await startBrowser(profile);
  const page = await first.browser.contexts()[0]?.newPage();
  assert.ok(page);
  await page.goto(url);
  await page.waitForFunction("window.pixelFlow && !!window.pixelFlow.utils");
  await page.evaluate(`Promise.all(${callNumbered(20)})`);
  await untilOnDisk(profile, '"n":20');
  await first.process.kill();
  for (const { text } of ingest.requests) assertHashedOnly(text);

  ingest.behave("accept");
  const second = await startBrowser(profile);
  const next = await second.browser.contexts()[0]?.newPage();
  await next?.goto(url);
  await untilDelivered(ingest, 20, { repeats: "none" });
  await second.process.kill();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});
