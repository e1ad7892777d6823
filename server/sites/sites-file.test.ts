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
      globalPrivacyControl: "withhold",
      limitedDataUse: "off",
    },
  ]);
});

const MISTAKES: [name: string, content: unknown, message: RegExp][] = [
  ["no JSON", '{"sites": [{"accessToken": "secret"', /not valid JSON/],
  ["no key", { sites: [{ id: "shop" }] }, /sites\.0\.apiKey should be/],
  ["an unknown setting", { sites: [{ id: "shop", apiKey: "k", apikey: "secret" }] }, /sites\.0\.apikey is not a known/],
  [
    "a pixel id as number",
    { sites: [{ id: "s", apiKey: "k", pixels: [{ id: 12 }] }] },
    /pixels\.0\.id should be string/,
  ],
  [
    "a token of the wrong type",
    { sites: [{ id: "s", apiKey: "k", pixels: [{ id: "12", accessToken: ["secret"] }] }] },
    /pixels\.0\.accessToken should be string/,
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

test("a missing file is named", async () => {
  await assert.rejects(readSitesFile("/nowhere/sites.json"), /\/nowhere\/sites\.json cannot be read \(ENOENT\)/);
});
