import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSettings } from "../../server/settings.ts";
import { parsePrice } from "../../src/amounts/parse-price.ts";
import { findActionEvent } from "../../src/capture/standard/action-events.ts";
import { createPageUtils } from "../../src/page-utils.ts";
import { BLOCKING_RULES } from "../../src/wire/blocking-rule.ts";
import { CUSTOMER_FIELDS } from "../../src/wire/customer-data.ts";
import { type Document, ROOT, readCode, readGuides, readRows, readSection } from "./read-documents.ts";

const guides = readGuides();
const guide = (name: string): Document =>
  guides.find(({ path }) => path === `docs/${name}.md`) ?? assert.fail(`no docs/${name}.md`);
const source = (path: string) => readFileSync(join(ROOT, path), "utf8");
const sources = (patterns: string[]) =>
  globSync(patterns, { cwd: ROOT, exclude: ["**/*.test.ts", "**/node_modules/**"] }).map(source);

/** The code of the first cell of each row in a section. */
const firstCells = (document: Document, heading: string) =>
  readRows(readSection(document, heading)).map(([first = ""]) => readCode(first)[0] ?? first);

/** The keys of an object literal or an interface in a source, as it is written at the top of a file. */
function readKeys(path: string, opening: string): string[] {
  const text = source(path);
  const start = text.indexOf(opening);
  assert.ok(start >= 0, `${path} has no ${opening}`);
  const body = text.slice(start + opening.length, text.indexOf("\n}", start));
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, key]) => key as string);
}

/** The members of an interface, each on one line without its semicolon. */
function readMembers(name: string): string[] {
  const [, body = ""] = new RegExp(`interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(source("src/page-api.ts")) ?? [];
  const members = body
    .replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, "")
    .split(/;\n|;$/)
    .map((member) => member.replace(/\s+/g, " ").trim());
  return members.filter(Boolean);
}

test("the API page has every member of what a page sees, with its signature", () => {
  const api = guide("api").text.replaceAll("\\|", "|").replace(/\s+/g, " ");
  for (const name of ["PixelFlow", "PageUtils", "UserData", "CustomData"]) {
    const members = readMembers(name);
    assert.ok(members.length > 5, name);
    for (const member of members) assert.ok(api.includes(member), `docs/api.md does not have ${name}'s “${member}”`);
  }
  for (const name of ["CustomerValue", "UserDataInput"]) {
    const [, type = ""] = new RegExp(`export type ${name} = ([^;]+);`).exec(source("src/page-api.ts")) ?? [];
    assert.ok(type && api.includes(type), `docs/api.md does not have ${name}`);
  }
});

test("the API page names every setting that a snippet may have", () => {
  const [, readers = ""] = /const READERS = \{(.*?)\n\};/s.exec(source("src/config.ts")) ?? [];
  const names = [...readers.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name as string);
  assert.ok(names.length > 5);
  const listed = readCode(readSection(guide("api"), "Settings in the snippet"));
  const older = readCode(readSection(guide("migration"), "From the vendor's script"));
  const toAttribute = (name: string) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  for (const name of names)
    assert.ok(listed.includes(name) || older.includes(toAttribute(name)), `docs/api.md does not have ${name}`);
});

test("each example of a field is what the tag makes of it, and each field has one", () => {
  const utils = createPageUtils(() => ["en"]);
  const read = (cell: string) => readCode(cell)[0] ?? "";
  const checked = new Set<string>();
  for (const row of readRows(guide("fields").text)) {
    const [field = "", typed = "", third = "", fourth] = row;
    if (!/^`.*`$/.test(typed)) continue;
    const name = read(field);
    const isHashed = fourth !== undefined && /^`[\da-f]{64}`$/.test(fourth);
    const country = fourth === undefined || isHashed ? undefined : read(third) || undefined;
    const expected = fourth === undefined || isHashed ? third : fourth;
    const actual = utils.normalize(/^`(.*)`$/.exec(typed)?.[1], name, country);
    assert.equal(actual, expected === "left out" ? "" : read(expected), row.join(" | "));
    if (isHashed) assert.equal(utils.sha256(actual), read(fourth));
    checked.add(name);
  }
  assert.deepEqual([...checked].sort(), [...CUSTOMER_FIELDS].sort());
  assert.ok(firstCells(guide("fields"), "Fields and hashing").length > CUSTOMER_FIELDS.length);
});

test("the examples of the API page's utils are what they give", () => {
  const utils = createPageUtils(() => ["en"]);
  let count = 0;
  for (const [signature = "", example = ""] of readRows(readSection(guide("api"), "utils"))) {
    const [, name = ""] = /^`(\w+)/.exec(signature) ?? [];
    const [call, result] = readCode(example);
    if (!example.includes("→") || !call) continue;
    const util = utils[name as "normalizePhone"];
    assert.equal(util(...(JSON.parse(`[${call}]`) as [unknown, unknown])), result, name);
    count += 1;
  }
  assert.ok(count >= 6);
});

test("the table of settings has every variable of the ingest, with its default", () => {
  const rows = readRows(readSection(guide("self-hosting"), "Settings"));
  const variables = readKeys("server/settings.ts", "const VARIABLES = {");
  assert.deepEqual(rows.map(([name = ""]) => readCode(name)[0]).sort(), variables.sort());
  const { host, port, role, graph, rateLimits, retentionDays } = readSettings({});
  const defaults: Record<string, unknown> = {
    HOST: host,
    PORT: port,
    DATA_DIR: "data",
    ROLE: role,
    META_GRAPH_URL: graph.url,
    META_API_VERSION: graph.version,
    RATE_LIMIT_PER_KEY: rateLimits.perKey,
    RATE_LIMIT_PER_IP: rateLimits.perIp,
    RETENTION_DAYS: retentionDays,
  };
  for (const [name = "", , fallback = ""] of rows) {
    const expected = defaults[readCode(name)[0] ?? ""];
    assert.equal(fallback, expected === undefined ? "" : `\`${expected}\``, name);
  }
});

test("the table of a site's keys has every one, and no other", () => {
  const keys = readKeys("server/sites/site.ts", "const siteSchema = v.strictObject({");
  assert.ok(keys.length > 10);
  assert.deepEqual(firstCells(guide("self-hosting"), "Sites").sort(), keys.sort());
});

test("each class of an action sends the event that stands beside it", () => {
  const rows = readRows(readSection(guide("standard-tracking"), "Actions"));
  assert.ok(rows.length > 10);
  for (const [name = "", event] of rows) assert.equal(findActionEvent(readCode(name)[0] ?? "", {}), event, name);
});

test("prices that are said to be read are read, and those that are said to be none are none", () => {
  const [read = "", none = ""] = readSection(guide("standard-tracking"), "Prices and currencies").split("may mean two");
  const amounts = readCode(read).map((text) => parsePrice(text, {})?.amount);
  assert.deepEqual(amounts, [1299, 1299, 1299, 129900, 1299, 12980]);
  const [texts = ""] = none.split("is none");
  assert.ok(readCode(texts).length > 2);
  for (const text of readCode(texts)) assert.equal(parsePrice(text, {}), undefined, text);
});

test("every consent signal that the tag reads is on the consent page, and the README counts the platforms", () => {
  const fold = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  const text = fold(guide("consent").text);
  const files = globSync("src/consent/signals/*.ts", { cwd: ROOT }).map((path) => path.replace(/^.*\/|\.ts$/g, ""));
  assert.ok(files.length > 10);
  for (const file of files.filter((name) => !name.endsWith(".test")))
    assert.ok(text.includes(fold(file)), `docs/consent.md does not have ${file}`);
  const platforms = readRows(readSection(guide("consent"), "Platforms"));
  assert.equal(platforms.length, 14, "the README says fourteen");
  assert.match(source("README.md"), /fourteen consent\s+platforms/);
});

test("the blocking rules are those that the tag knows", () => {
  const listed = firstCells(guide("standard-tracking"), "Blocking rules");
  assert.deepEqual(listed.sort(), [...BLOCKING_RULES].sort());
});

test("the metrics are those that the ingest has", () => {
  const listed = firstCells(guide("self-hosting"), "Monitoring");
  const named = [...source("server/operation/ingest-metrics.ts").matchAll(/"(pixelflow_\w+)"/g)].map(
    ([, name]) => name,
  );
  assert.deepEqual(listed.sort(), named.sort());
});

test("troubleshooting explains every reason that a row may have", () => {
  const explained = readCode(guide("troubleshooting").text);
  const text = source("server/dashboard/explain-error.ts");
  const [, reasons = ""] = /const REASONS = [^\n]+\(\[([\s\S]+?)\n\]\);/.exec(text) ?? [];
  const names = [...reasons.matchAll(/^ {2,4}\[?"(\w+)",/gm), ...reasons.matchAll(/^ {2}\["(\w+)", /gm)].map(
    ([, name]) => name,
  );
  assert.ok(names.length > 15);
  for (const name of names) assert.ok(explained.includes(name as string), `troubleshooting.md does not have ${name}`);
});

test("messages that troubleshooting quotes are the code's own", () => {
  const texts = sources(["src/**/*.ts", "server/**/*.ts"]);
  const quoted = [
    ...readRows(readSection(guide("troubleshooting"), "What the console says")).map(([first = ""]) => first),
    ...readRows(readSection(guide("troubleshooting"), "Answers of the ingest")).map(([, second = ""]) => second),
    ...readRows(readSection(guide("troubleshooting"), "The ingest does not start")).map(([first = ""]) => first),
  ].flatMap(readCode);
  assert.ok(quoted.length > 15);
  for (const message of quoted)
    assert.ok(
      texts.some((text) => text.includes(message)),
      `nothing says “${message}”`,
    );
});

test("the architecture page names every folder that is there, and no other; its picture likewise", () => {
  const folders = globSync(["*/", "src/*/", "server/*/"], { cwd: ROOT })
    .map((path) => `${path.replace(/\/$/, "")}/`)
    .filter((path) => !/^(node_modules|dist|data|test-results|\.)/.test(path) && !/generated/.test(path));
  const named = firstCells(guide("architecture"), "Architecture").filter((name) => name.endsWith("/"));
  assert.deepEqual(named.sort(), folders.sort());
  const drawn = [...source("docs/pictures/architecture.svg").matchAll(/>([\w-]+\/(?:\w+\/)*)[<:]/g)].map(
    ([, name]) => name,
  );
  assert.ok(drawn.length > 10);
  for (const name of drawn)
    assert.ok(
      folders.some((folder) => folder === name || folder.endsWith(`/${name}`)),
      `${name} is drawn, and not there`,
    );
  for (const folder of folders.filter((path) => /^(src|server)\/(?!test-support|soak)\w/.test(path)))
    assert.ok(drawn.includes(folder) || drawn.includes(folder.replace(/^\w+\//, "")), `${folder} is not drawn`);
});
