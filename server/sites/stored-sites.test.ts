import assert from "node:assert/strict";
import { test } from "node:test";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { createTestFolder } from "../test-support/start-test-ingest.ts";
import { parseSites, type Site } from "./site.ts";
import { createSites } from "./sites.ts";
import { openStoredSites } from "./stored-sites.ts";

const createSite = (id: string): Site => parseSites({ sites: [{ id, apiKey: `${id}-key` }] })[0] as Site;

test("stored sites outlive the process, fixed ones come first, and changes at the same time are all kept", async (t) => {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  const fixed = createSites([createSite("file")]);
  const here = await openStoredSites(store, fixed);
  const there = await openStoredSites(store, fixed);
  await Promise.all([
    here.update((sites) => [...sites, createSite("a")]),
    there.update((sites) => [...sites, createSite("b")]),
    here.update((sites) => [...sites, createSite("c")]),
  ]);
  await here.refresh();
  assert.deepEqual(
    here
      .all()
      .map(({ id }) => id)
      .sort(),
    ["a", "b", "c", "file"],
  );
  assert.ok(here.isFixed("file"));
  await there.update((sites) => [...sites, { ...createSite("file"), apiKey: "other" }]);
  const later = await openStoredSites(store, fixed);
  assert.equal(later.find("file")?.apiKey, "file-key");
  assert.equal(later.all().length, 4);
});

test("a change that fails changes nothing", async (t) => {
  const store = await openSqliteStore(await createTestFolder(t));
  t.after(() => store.close());
  const sites = await openStoredSites(store, createSites());
  await sites.update(() => [createSite("a")]);
  await assert.rejects(sites.update(() => [{ ...createSite("b"), currency: "euro" }]));
  assert.deepEqual(
    sites.all().map(({ id }) => id),
    ["a"],
  );
});
