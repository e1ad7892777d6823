// Builds everything the browser gets, in this order: bundle, minify, stamp the version, measure, compare with the
// budgets in package.json, publish under public/. `node build.mjs` builds; other scripts import `build`.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import { fillSnippet } from "./snippet/fill-snippet.ts";
import { minify } from "./tools/minify.ts";
import { OWN_NAMES } from "./tools/own-names.ts";
import { writeIfChanged } from "./tools/write-if-changed.ts";
import { writeTables } from "./tools/write-tables.ts";

/** The browser floor as the documentation says it, and in the build's terms; src/tsconfig.json holds it too. */
const BROWSERS = { oldest: "Chrome and Edge 80, Firefox 74, Safari 13.1", target: "es2020" };
/**
 * Asks Chrome and Edge since 136 to compile all functions while the script arrives, off the main thread: a third of what
 * the start holds the page up otherwise goes into compiling them one by one. It counts at the very beginning alone.
 */
const COMPILE_HINT = "//# allFunctionsCalledOnLoad";
/** `npm start` and the demo pages use these; other sites fill in their own. */
export const DEMO = {
  site: "demo",
  key: "demo-key",
  endpoint: "http://127.0.0.1:8787/event",
  bundle: "/v1/pixelflow.js",
};

/** Between which marks a page of the demo shows the snippet, with which consent mode, and in which element. */
const SNIPPET_MARKS = /** @type {const} */ ({
  "pixelflow snippet": { consent: "off", open: "<script>" },
  "pixelflow snippet, opt_in": { consent: "opt_in", open: "<script>" },
  "pixelflow snippet, nonce": { consent: "off", open: '<script nonce="r4nd0m">' },
});

const root = new URL("./", import.meta.url);
const at = (path) => new URL(path, root);
const read = (path) => readFile(at(path), "utf8");
const write = (path, content) => writeIfChanged(fileURLToPath(at(path)), content);

/** Builds into dist/ and public/; rejects with an Error that names what is wrong. */
export async function build({ log = console.log } = {}) {
  const inputs = await readInputs();
  const { version, budgets } = JSON.parse(await read("package.json"));

  // Phone plans and country names, from the libraries that know them; too large to ship, and not to be typed by hand.
  writeTables();

  /** The tag as it ships. The map stays beside it; the stub, which is pasted into pages, names none. */
  const frame = (code) => `${COMPILE_HINT}\n/* PixelFlow ${version} */${code}\n//# sourceMappingURL=pixelflow.js.map\n`;
  const tag = await bundleAndMinify(
    { entryPoints: ["src/main.ts"] },
    // With its frame: some bytes more at the front change what the compressor makes of the rest.
    { file: "pixelflow.js", version, measure: (code) => measureBrotli(frame(code)) },
  );
  const debug = await bundleAndMinify({ entryPoints: ["src/debug/main.ts"] }, { file: "pixelflow-debug.js", version });
  const stub = await bundleAndMinify(
    { entryPoints: ["snippet/snippet.ts"] },
    { file: "snippet.js", version, measure: measureGzip },
  );
  const html = `<script>${stub.code.trim().replace(/;$/, "")}</script>\n`;
  const files = {
    "pixelflow.js": frame(tag.code),
    "pixelflow.js.map": tag.map,
    "pixelflow-debug.js": `/* PixelFlow debug panel ${version} */${debug.code}\n`,
    "snippet.js": `${stub.code}\n`,
    "snippet.html": html,
    "pixelflow.d.ts": await read("src/page-api.ts"),
  };
  const sizes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, describe(text)]));
  for (const [name, text] of Object.entries(files)) write(`dist/${name}`, text);

  await buildDashboard();
  await publish(version, files);
  await fillGuides(html, sizes);
  holdBudgets(budgets, sizes, log);
  // Last: what it lists was built completely, and a build that failed anywhere stays stale.
  write("dist/manifest.json", `${JSON.stringify({ version, inputs, files: sizes }, null, 2)}\n`);
  return { version, sizes };
}

/**
 * Code for the browser, as it ships: bundled by esbuild, minified in tools/minify.ts, with a source map of both.
 * `input` says what of, in esbuild's terms; `measure` is what is to be small.
 *
 * @param {import("esbuild").BuildOptions} input
 * @param {{ file: string, version: string, measure?: (text: string) => number }} output
 * @returns {Promise<{ code: string, map: string }>}
 */
export async function bundleAndMinify(input, { file, version, measure = measureBrotli }) {
  const bundled = await esbuild.build({
    ...input,
    absWorkingDir: fileURLToPath(root),
    bundle: true,
    format: "iife",
    target: BROWSERS.target,
    // Esbuild and terser each know shortenings that the other does not.
    minifySyntax: true,
    mangleProps: new RegExp(`^(${OWN_NAMES.join("|")})$`),
    // `"name" in object` as well.
    mangleQuoted: true,
    outfile: file,
    write: false,
    sourcemap: "external",
    define: { __VERSION__: JSON.stringify(version) },
    legalComments: "none",
    // The directive costs bytes and changes nothing for code that TypeScript has checked.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  });
  const text = (ending) => bundled.outputFiles.find(({ path }) => path.endsWith(ending)).text;
  return minify({ code: text(".js"), map: text(".js.map") }, file, measure);
}

/** Bytes that travel for a file or a piece of one, compressed as well as a server can. */
export const measureBrotli = (text) =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** The same, compressed as every server can. */
const measureGzip = (text) => gzipSync(text, { level: 9 }).length;

/** What travels, in bytes, and the hash that `integrity="…"` wants. */
function describe(text) {
  const bytes = Buffer.from(text);
  return {
    raw: bytes.length,
    gzip: measureGzip(bytes),
    brotli: measureBrotli(bytes),
    integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}`,
  };
}

/** The ingest's Events page; it is served from dist/dashboard/ by the ingest itself. */
async function buildDashboard() {
  await esbuild.build({
    // The chosen scheme is a file of its own that blocks the first paint: no flash, and nothing inline.
    entryPoints: { app: "server/dashboard/ui/main.tsx", theme: "public/js/theme.js" },
    absWorkingDir: fileURLToPath(root),
    outdir: "dist/dashboard",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
  });
}

/** What pages load, and what helps to read it. */
const PUBLISHED = ["pixelflow.js", "pixelflow.js.map", "pixelflow-debug.js"];

/** The tag under its mutable and its immutable address, and the current snippet in every page that shows it. */
async function publish(version, files) {
  for (const folder of ["public/v1/", `public/${version}/`]) {
    for (const file of PUBLISHED) write(folder + file, files[file]);
  }
  for await (const page of glob("public/**/*.html", { cwd: fileURLToPath(root) })) {
    for (const [mark, { consent, open }] of Object.entries(SNIPPET_MARKS)) {
      const snippet = fillSnippet(files["snippet.html"], { ...DEMO, consent }).trim();
      await pasteBetween(page, mark, open + snippet.slice("<script>".length));
    }
  }
}

/** The README and docs/ show the snippet and the sizes that were just built, and the browsers they were built for. */
async function fillGuides(html, sizes) {
  const stub = `${sizes["snippet.js"].gzip} bytes gzip`;
  const tag = `${(sizes["pixelflow.js"].brotli / 1024).toFixed(1)} KiB brotli`;
  for await (const page of glob("{README.md,docs/*.md}", { cwd: fileURLToPath(root) })) {
    await pasteBetween(page, "snippet", `\n\`\`\`html\n${html.trim()}\n\`\`\``);
    await pasteBetween(page, "browsers", `Browsers: ${BROWSERS.oldest} and everything newer.`);
    await pasteBetween(page, "sizes", `The snippet is ${stub}; the tag that it loads is ${tag}, everything in.`);
  }
}

/** Fills what stands between `<!-- name -->` and `<!-- /name -->`; a page without the marks is left alone. */
export async function pasteBetween(path, name, text) {
  write(path, replaceBetween(await read(path), name, `\n${text}`));
}

function replaceBetween(page, name, text) {
  const marks = new RegExp(`(<!-- ${name} -->)[^]*?(\\s*<!-- /${name} -->)`, "g");
  return page.replace(marks, (_all, open, close) => `${open}${text}${close}`);
}

function holdBudgets(budgets, sizes, log) {
  const broken = [];
  for (const [path, limits] of Object.entries(budgets)) {
    for (const [encoding, limit] of Object.entries(limits)) {
      const size = sizes[path.replace("dist/", "")][encoding];
      log(`${path}: ${size} bytes ${encoding} of ${limit}`);
      if (size > limit) broken.push(`${path} is ${size} bytes ${encoding}; its budget is ${limit}`);
    }
  }
  if (broken.length) throw new Error(`Over budget:\n  ${broken.join("\n  ")}`);
}

const withoutSnippets = (page) =>
  Object.keys(SNIPPET_MARKS).reduce((text, mark) => replaceBetween(text, mark, ""), page);

/** What the build reads; its own modules and the packages they use among it. */
const INPUTS = [
  "{build.mjs,package.json,package-lock.json}",
  "{src,snippet,tools,server/dashboard/ui}/**/*.{ts,tsx,css,html}",
  "public/**/*.{html,css,js,svg}",
];
/** What it does not read, or has written itself. */
const NOT_INPUTS = ["**/*.test.ts", "src/prepare/normalize/generated/**", "public/{v1,[0-9]*}/**"];

/**
 * A hash of everything that the build reads, whatever its files' dates say. What the build itself writes is left out,
 * and so are the pieces that it pastes into pages.
 *
 * @returns {Promise<string>}
 */
export async function readInputs() {
  const hash = createHash("sha256");
  const paths = await Array.fromAsync(glob(INPUTS, { cwd: fileURLToPath(root), exclude: NOT_INPUTS }));
  for (const path of paths.sort()) {
    const text = await read(path);
    hash.update(`${path}\0${path.endsWith(".html") ? withoutSnippets(text) : text}\0`);
  }
  return hash.digest("base64url");
}

/** Whether anything the build reads has changed since it last succeeded, or what it wrote is gone. */
export async function isStale() {
  const manifest = await read("dist/manifest.json").catch(() => "{}");
  const { inputs, files = {}, version } = JSON.parse(manifest);
  const written = [
    ...Object.keys(files).map((name) => `dist/${name}`),
    ...PUBLISHED.map((file) => `public/v1/${file}`),
  ];
  if (!version || !written.every((path) => existsSync(at(path)))) return true;
  return inputs !== (await readInputs());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
