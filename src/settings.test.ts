import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createGuard } from "./guard.ts";
import { createSettings, type SiteSettings } from "./settings.ts";
import { createMemoryStore } from "./test-support/memory-store.ts";

const KEY = "_pf_settings:shop";
const LEAD = '{"consentMode":"opt_in","triggers":[{"url":"/a","event":"Lead"}]}';
const DEFAULTS = {
  consentMode: "off",
  triggers: [],
  actions: {},
  blockingRules: [],
  excludedPaths: [],
  hashRoutes: false,
};

function createScene({ status = 200, text = LEAD, cached = "", mayStore = true } = {}) {
  const store = createMemoryStore();
  if (cached) store.write(KEY, cached);
  const guard = createGuard({ warn() {}, error() {} });
  const ask = async () => ({ status, text, retryAfter: null });
  const settings = createSettings({ guard, store, key: KEY, ask, mayStore: () => mayStore });
  const heard: SiteSettings[] = [];
  settings.onKnown((known) => heard.push(known));
  return { settings, heard, store };
}

test("the ingest's settings are told as they arrive, with defaults for what it does not name, and kept", async () => {
  const { settings, heard, store } = createScene();
  assert.equal(heard.length, 0);
  await settings.refresh();
  const expected = { ...DEFAULTS, consentMode: "opt_in", triggers: [{ url: "/a", event: "Lead" }] };
  assert.deepEqual(heard, [expected]);
  assert.equal(store.read(KEY), LEAD);
  settings.onKnown((known) => heard.push(known));
  assert.deepEqual(heard, [expected, expected]);
});

test("cached ones are told at once, and again only when the ingest's are others", async () => {
  for (const [text, times] of [
    [LEAD, 1],
    ['{"currency":"EUR"}', 2],
  ] as const) {
    const { settings, heard } = createScene({ cached: LEAD, text });
    assert.equal(heard.length, 1);
    await settings.refresh();
    assert.equal(heard.length, times);
  }
});

test("where nothing may be stored nothing is", async () => {
  const { settings, heard, store } = createScene({ mayStore: false });
  await settings.refresh();
  assert.equal(heard.length, 1);
  assert.deepEqual([...store.entries], []);
});

test("a refusal means off and nothing else, and takes nothing back that was known", async () => {
  for (const status of [401, 403, 404]) {
    const unknown = createScene({ status, text: "{}" });
    await unknown.settings.refresh();
    assert.deepEqual(unknown.heard, [DEFAULTS]);
    assert.deepEqual([...unknown.store.entries], []);
    const known = createScene({ status, text: "{}", cached: LEAD });
    await known.settings.refresh();
    assert.equal(known.heard.length, 1);
    assert.equal(known.store.read(KEY), LEAD);
  }
});

test("no answer, or none that is ours, leaves everything as it was", async () => {
  for (const [status, text] of [
    [0, ""],
    [429, LEAD],
    [408, LEAD],
    [503, LEAD],
    [200, "<html>Log in to this network</html>"],
    [204, ""],
  ] as const) {
    for (const cached of ["", LEAD]) {
      const { settings, heard, store } = createScene({ status, text, cached });
      await settings.refresh();
      assert.equal(heard.length, cached ? 1 : 0, `${status}`);
      assert.equal(store.read(KEY) ?? "", cached);
    }
  }
});

test("what fails on the settings costs itself alone", async () => {
  const { settings, heard } = createScene({ text: '{"triggers":5}' });
  settings.onKnown(({ triggers }) => triggers.forEach(() => {}));
  settings.onKnown((known) => heard.push(known));
  await settings.refresh();
  assert.equal(heard.length, 2);
});

test("no text in storage or in an answer makes it throw", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), fc.oneof(fc.string(), fc.json()), async (cached, text) => {
      await createScene({ cached, text }).settings.refresh();
    }),
  );
});
