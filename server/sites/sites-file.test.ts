import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { createTestFolder } from "../test-support/start-test-ingest.ts";
import { readSitesFile } from "./sites-file.ts";

async function write(t: TestContext, content: unknown): Promise<string> {
  const path = join(await createTestFolder(t), "sites.json");
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("a site needs an id and a key, the rest has defaults", async (t) => {
  const path = await write(t, { sites: [{ id: "shop", apiKey: "key" }] });
  assert.deepEqual(await readSitesFile(path), [
    {
      id: "shop",
      apiKey: "key",
      origins: [],
      pixels: [],
      consent: "off",
      triggers: [],
      actions: {},
      blockingRules: [],
      excludedPaths: [],
      hashRoutes: false,
      previousKeys: [],
      globalPrivacyControl: "withhold",
      limitedDataUse: "off",
    },
  ]);
});

const MISTAKES: [name: string, content: unknown, message: RegExp][] = [
  ["no JSON", '{"sites": [{"accessToken": "secret"', /not valid JSON/],
  ["no key", { sites: [{ id: "shop" }] }, /sites\.0\.apiKey is missing/],
  ["no sites", {}, /, sites is missing/],
  ["no list of sites", { sites: { id: "shop" } }, /, sites should be a list: write it in \[ \]/],
  ["a list alone", [{ id: "shop" }], /, sites is missing/],
  ["an empty id", { sites: [{ id: " ", apiKey: "k" }] }, /sites\.0\.id is empty/],
  ["an id as number", { sites: [{ id: 12, apiKey: "k" }] }, /sites\.0\.id should be text: write it in double quotes/],
  [
    "a word that is not known",
    { sites: [{ id: "s", apiKey: "k", consent: "on" }] },
    /consent should be \("off" \| "opt/,
  ],
  [
    "a pixel's name for its id",
    { sites: [{ id: "s", apiKey: "k", pixels: [{ id: "secret" }] }] },
    /pixels\.0\.id write Meta's pixel/,
  ],
  [
    "a rule of another name",
    { sites: [{ id: "s", apiKey: "k", blockingRules: [{ rule: "no_bots" }] }] },
    /blockingRules\.0\.rule should be \("no_click_id" \|/,
  ],
  [
    "an address for a path",
    { sites: [{ id: "s", apiKey: "k", excludedPaths: ["https://shop.example/admin"] }] },
    /excludedPaths\.0 write a path such as \/admin/,
  ],
  ["an unknown setting", { sites: [{ id: "shop", apiKey: "k", apikey: "secret" }] }, /sites\.0\.apikey is not a known/],
  [
    "a pixel id as number",
    { sites: [{ id: "s", apiKey: "k", pixels: [{ id: 12 }] }] },
    /pixels\.0\.id should be text: write it in double quotes/,
  ],
  [
    "a pixel listed twice",
    { sites: [{ id: "s", apiKey: "k", pixels: [{ id: "12", accessToken: "secret" }, { id: "12" }] }] },
    /sites\.0\.pixels lists a pixel twice: name each once/,
  ],
  [
    "a token of the wrong type",
    { sites: [{ id: "s", apiKey: "k", pixels: [{ id: "12", accessToken: ["secret"] }] }] },
    /pixels\.0\.accessToken should be text/,
  ],
];

for (const [name, content, message] of MISTAKES)
  test(`a mistake is shown at its place: ${name}`, async (t) => {
    await assert.rejects(readSitesFile(await write(t, content)), (error: Error) => {
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

test("a file that an editor began with a byte order mark is read", async (t) => {
  const path = await write(t, `\uFEFF${JSON.stringify({ sites: [{ id: "shop", apiKey: "key" }] })}`);
  assert.equal((await readSitesFile(path))[0]?.id, "shop");
});

test("a missing file is named", async () => {
  await assert.rejects(readSitesFile("/nowhere/sites.json"), /\/nowhere\/sites\.json cannot be read \(ENOENT\)/);
});
