import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import esbuild from "esbuild";
import { BESIDE_JSON, OWN_NAMES } from "./own-names.ts";

const root = join(import.meta.dirname, "..");

async function readFiles(patterns: string[]): Promise<string[]> {
  const texts: string[] = [];
  for await (const path of glob(patterns, { cwd: root })) {
    if (!path.endsWith(".test.ts")) texts.push(withoutComments(readFileSync(join(root, path), "utf8")));
  }
  assert.ok(texts.length, `no file is ${patterns}`);
  return texts;
}

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/gm, "");
const readWords = (texts: string[]) => new Set(texts.flatMap((text) => text.match(/[\w$]+/g) ?? []));
/** Names with a type, and texts: what an interface or a list of names may hold. */
const readMembers = (texts: string[]) =>
  readWords(texts.flatMap((text) => text.match(/[\w$]+(?=\??:)|"[\w$]+"/g) ?? []));

const source = await readFiles(["src/**/*.ts"]);
/** Single words that may be used as a key; in `"name" in object`, `object["name"]` and types they are renamed as well. */
const strings = source.flatMap((code) => code.match(/(?<![\w>]\[)(["'`])[\w$]+\1(?! in |>)/g) ?? []);
/** The browser's, of which TypeScript does not know. */
const BROWSER_NAMES = ["prerendering"];
/** Meta's, of its script in the page. */
const META_NAMES = [
  "_fbq",
  "allowDuplicatePageViews",
  "callMethod",
  "disablePushState",
  "eventID",
  "fbq",
  "getState",
  "pixels",
  "queue",
];
/** The consent platforms', of what they say. */
const PLATFORM_NAMES = [
  "Gpc",
  "categories",
  "categorySlug",
  "consents",
  "eventStatus",
  "gdprApplies",
  "marketing",
  "parsedSections",
  "pingData",
  "purpose",
  "purposes",
  "region",
  "signalStatus",
];
/** Cookies bear them. */
const COOKIE_NAMES = ["_fbp", "_fbc", "_pf_uid", "_pf_attribution", "_pf_utm", "_pf_click_ids"];
/** Settings that a page writes on the global or as attributes, and that the tag reads by their names. */
const PAGE_SETTINGS = [
  "enableMetaPixel",
  "metaPixelIds",
  "trackedUrls",
  "blockingRules",
  "outboxEvents",
  "outboxBytes",
  "tcfPurposes",
  "oneTrustGroup",
  "doNotTrack",
  "debug",
  "currency",
];
/** What the ingest's answer with a site's settings holds besides. */
const SETTINGS_NAMES = ["actions"];
const besideJson: ReadonlySet<string> = new Set(BESIDE_JSON);

/** Whose else's a name may be. */
const OTHERS = {
  "the browser's": readWords([
    ...(await readFiles(["node_modules/@typescript/*/lib/lib.{es,dom}*.d.ts"])),
    ...BROWSER_NAMES,
  ]),
  "Meta's": new Set(META_NAMES),
  "a consent platform's": new Set(PLATFORM_NAMES),
  "a cookie's": new Set(COOKIE_NAMES),
  "on the wire": new Set([...readMembers(await readFiles(["src/wire/*.ts"])), ...SETTINGS_NAMES]),
  "the page's or the snippet's": readWords([
    ...(await readFiles(["src/page-api.ts", "src/browser/host-global.ts", "snippet/*.ts"])),
    ...PAGE_SETTINGS,
  ]),
  "in a file that reads or writes JSON": readWords(source.filter((code) => /JSON\.|toJson\(/.test(code))),
  "in a string": readWords(strings),
};

const findOthers = (name: string) =>
  Object.entries(OTHERS).flatMap(([whose, names]) => (names.has(name) ? [whose] : []));

/** Every property name in the bundle. */
async function readNames(): Promise<string[]> {
  const { mangleCache = {} } = await esbuild.build({
    entryPoints: ["src/main.ts"],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minifySyntax: true,
    mangleProps: /./,
    mangleCache: {},
  });
  return Object.keys(mangleCache);
}

test("what is renamed is read by the tag alone", () => {
  for (const name of OWN_NAMES) {
    const others = findOthers(name).filter((whose) => !whose.includes("JSON") || !besideJson.has(name));
    const advice = others.join().includes("JSON") ? "write it under BESIDE_JSON in" : "take it off";
    assert.deepEqual(others, [], `${name}: ${advice} tools/own-names.ts`);
  }
});

test("names that others read are known as theirs", () => {
  const expected = {
    addEventListener: "the browser's",
    DisplayNames: "the browser's",
    event_id: "on the wire",
    utm_params: "on the wire",
    settle: "on the wire",
    em: "on the wire",
    trackEvent: "the page's or the snippet's",
    normalizeEmail: "the page's or the snippet's",
    q: "the page's or the snippet's",
    prerendering: "the browser's",
    eventsJson: "in a file that reads or writes JSON",
    sentAt: "in a string",
  };
  for (const [name, whose] of Object.entries(expected)) assert.ok(findOthers(name).includes(whose), name);
});

test("what is renamed is still there", async () => {
  const names = await readNames();
  for (const name of OWN_NAMES) assert.ok(names.includes(name), `${name} is gone: take it off tools/own-names.ts`);
});

test("what only the tag reads is renamed", async () => {
  const known: ReadonlySet<string> = new Set(OWN_NAMES);
  for (const name of await readNames()) {
    const isOwn = findOthers(name).every((whose) => whose.includes("JSON"));
    assert.ok(known.has(name) || !isOwn, `${name}: write it into tools/own-names.ts, or into this test as another's`);
  }
});

test("each name stands once, in order", () => {
  for (const names of [BESIDE_JSON, OWN_NAMES.slice(BESIDE_JSON.length)])
    assert.deepEqual([...names], [...names].sort());
  assert.equal(new Set(OWN_NAMES).size, OWN_NAMES.length);
});
