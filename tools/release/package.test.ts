import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { build, isStale } from "../../build.mjs";
import { stagePackage } from "./stage-package.ts";

const root = join(import.meta.dirname, "../..");
const DOCUMENTS = ["LICENSE", "README.md", "package.json"];

const npm = (folder: string, ...args: string[]) => execFileSync("npm", args, { cwd: folder, encoding: "utf8" });

/** Paths of what `npm pack` would put into a package. */
function listPacked(folder: string): string[] {
  const [packed] = JSON.parse(npm(folder, "pack", "--dry-run", "--json", "--ignore-scripts"));
  return packed.files.map(({ path }: { path: string }) => path).sort();
}

const readBuiltFiles = () =>
  Object.keys(JSON.parse(readFileSync(join(root, "dist/manifest.json"), "utf8")).files).concat("manifest.json");

/** A project of somebody else's, with the package installed and nothing but what comes with it. */
function createConsumer(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "pixelflow-consumer-"));
  const [{ filename }] = JSON.parse(npm(stagePackage(root), "pack", "--json", "--pack-destination", folder));
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  npm(folder, "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", join(folder, filename));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

/** What the compiler says of the files in a consumer's folder; `options` are its settings besides the strict ones. */
function compile(folder: string, options: object): string {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "ES2020",
    lib: ["ES2020", "DOM"],
    types: [],
    ...options,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  return spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], { encoding: "utf8" }).stdout;
}

/** Calls that have to compile, and calls that must not. */
const CALLS = `
async function run(): Promise<void> {
  const delivered: boolean = await window.pixelFlow.trackEvent("Purchase", { value: 40, currency: "EUR" }, { em: "Jane@Example.com" });
  pixelFlow.trackEvent("Lead");
  pixelFlow("trackEvent", "Lead", { content_name: "brochure", my_own: [1, 2] });
  pixelFlow.trackEvent("Lead", null, Promise.resolve({ ph: 15550100 }));
  pixelFlow.consent("grant");
  const hashed: Record<string, string | string[]> | undefined = await pixelFlow.utils?.normalizeCustomerData({ em: "a@b.example" });
  // @ts-expect-error: the event's name is missing
  pixelFlow.trackEvent();
  // @ts-expect-error: a name is text
  pixelFlow.trackEvent(7);
  // @ts-expect-error: userData is no text
  pixelFlow.trackEvent("Lead", {}, "jane@example.com");
  // @ts-expect-error: a value is a number or its text
  pixelFlow.trackEvent("Purchase", { value: true });
  // @ts-expect-error: there is no such decision
  pixelFlow.consent("maybe");
  // @ts-expect-error: there is no such method
  pixelFlow("track", "Lead");
  // @ts-expect-error: utils are there only once the tag has loaded
  pixelFlow.utils.sha256("text");
  void [delivered, hashed];
}
`;

before(async () => {
  if (await isStale()) await build({ log: () => {} });
});

test("the package holds what was built, README, LICENSE and package.json, and nothing else", () => {
  const expected = [...readBuiltFiles(), ...DOCUMENTS].sort();
  assert.deepEqual(listPacked(stagePackage(root)), expected);
  assert.ok(["pixelflow.js", "pixelflow.d.ts", "snippet.js", "snippet.html"].every((file) => expected.includes(file)));
});

test("packing the repository itself gives the same files, since package.json lists everything that is built", () => {
  const expected = [...readBuiltFiles().map((file) => `dist/${file}`), ...DOCUMENTS].sort();
  assert.deepEqual(listPacked(root), expected);
});

test("who installs the package gets nothing besides it, and has window.pixelFlow typed whichever way it is named", (t) => {
  const folder = createConsumer({
    "import.ts": `import "pixelflow";\nimport type { CustomData, UserData } from "pixelflow";\nconst data: CustomData = { value: "40" };\nconst user: UserData = { em: ["a", "b"] };\nvoid [data, user];\n${CALLS}`,
  });
  t.after(() => rmSync(folder, { recursive: true }));
  const installed = JSON.parse(npm(folder, "ls", "--all", "--json")).dependencies;
  assert.deepEqual(Object.keys(installed), ["pixelflow"]);
  assert.equal(installed.pixelflow.dependencies, undefined);

  assert.equal(compile(folder, { module: "ESNext", moduleResolution: "bundler" }), "");
  assert.equal(compile(folder, { module: "NodeNext" }), "");
  writeFileSync(join(folder, "import.ts"), `/// <reference types="pixelflow" />\n${CALLS}`);
  assert.equal(compile(folder, { module: "ESNext", moduleResolution: "bundler" }), "");
  writeFileSync(join(folder, "import.ts"), CALLS);
  assert.equal(compile(folder, { module: "NodeNext", types: ["pixelflow"] }), "");
  assert.match(compile(folder, { module: "NodeNext" }), /pixelFlow/, "without the types nothing is known");
});

test("a server that renders pages may import the package: without a browser it throws nothing", (t) => {
  const folder = createConsumer({
    "render.mjs": 'import "pixelflow"; console.log("rendered");',
  });
  t.after(() => rmSync(folder, { recursive: true }));
  assert.equal(execFileSync(process.execPath, ["render.mjs"], { cwd: folder, encoding: "utf8" }), "rendered\n");
});

test("a bundler and a CDN find each file by its name", (t) => {
  const folder = createConsumer({});
  t.after(() => rmSync(folder, { recursive: true }));
  for (const file of readBuiltFiles()) {
    const path = execFileSync(process.execPath, ["-p", `require.resolve("pixelflow/${file}")`], { cwd: folder });
    assert.ok(String(path).trim().endsWith(`pixelflow/${file}`));
  }
});
